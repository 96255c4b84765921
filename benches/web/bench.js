// `node bench.js DIST WORK [--rounds 7] [--only plain,cpu,line,below]`: the quiz beside SurveyJS: the same 25
// questions in Japanese, all on one page, in the same Chromium, in turns. Files travel as brotli 11.
//
// Beside both, an empty page with one radio button of its own: what a visit takes before any script.
// `measure.js` says what is measured; every visit is printed, so that the spread can be seen.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { brotliCompressSync } from 'node:zlib';

import { buildSync } from 'esbuild';
import { chromium } from 'playwright-core';
import { framework } from 'shisei';

const { positionals: [dist, work], values } = parseArgs({
  allowPositionals: true,
  options: { rounds: { type: 'string', default: '7' }, only: { type: 'string', default: 'plain,cpu,line,below' } },
});
const here = fileURLToPath(new URL('.', import.meta.url));
const ROUNDS = Number(values.rounds);
const SLOW_CPU = 4;
/** A phone on a slow day: 1.6 Mbit/s, 150 ms there and back. */
const PHONE = { offline: false, latency: 150, downloadThroughput: 200_000, uploadThroughput: 94_000 };
const TYPES = { '.css': 'text/css', '.html': 'text/html', '.js': 'text/javascript', '.wasm': 'application/wasm' };

const { controls, scales } = framework('self-assessment').definition;
const questions = controls.map(({ id, question, scale }) => ({
  id,
  title: question.ja,
  choices: scales.find((one) => one.id === scale).choices.map(({ id, label }) => ({ value: id, text: label.ja })),
}));

mkdirSync(work, { recursive: true });
writeFileSync(join(work, 'questions.json'), JSON.stringify(questions));
buildSync({
  entryPoints: [join(here, 'survey.js')],
  bundle: true, minify: true, format: 'esm', target: 'es2022', charset: 'utf8', legalComments: 'none',
  alias: { 'bench-questions': resolve(work, 'questions.json') },
  outfile: join(work, 'survey.js'),
});
const css = fileURLToPath(import.meta.resolve('survey-core/survey-core.fontless.min.css'));
const page = (head, body) =>
  `<!doctype html><html lang="ja"><meta charset="utf-8"><title>bench</title><link rel="icon" href="data:,">
<meta name="viewport" content="width=device-width, initial-scale=1">${head}<body>${body}</body></html>`;
const PAGES = {
  '/empty.html': page('', '<label><input type="radio">回答</label>'),
  '/shisei.html': page('<script type="module" src="/dist/quiz.js"></script>', '<shisei-quiz framework="self-assessment" mode="all" skip-start></shisei-quiz>'),
  // As hosts have them, with something of the page below: the first question, or all of SurveyJS's.
  '/empty-below.html': page('', '<label><input type="radio">回答</label><footer>フッター</footer>'),
  '/shisei-below.html': page(
    '<style>shisei-quiz:not(:defined) { display: block; min-height: 38em }</style><script type="module" src="/dist/quiz.js"></script>',
    '<shisei-quiz framework="self-assessment" skip-start></shisei-quiz><footer>フッター</footer>',
  ),
  '/survey-below.html': page('<link rel="stylesheet" href="/survey.css"><script type="module" src="/survey.js"></script>', '<div id="survey"></div><footer>フッター</footer>'),
  '/survey.html': page('<link rel="stylesheet" href="/survey.css"><script type="module" src="/survey.js"></script>', '<div id="survey"></div>'),
};

const packed = new Map();
function content(path) {
  const file = path.startsWith('/dist/') ? join(dist, path.slice(6)) : path === '/survey.css' ? css : join(work, path);
  const raw = PAGES[path] ? Buffer.from(PAGES[path]) : readFileSync(file);
  if (!packed.has(path)) packed.set(path, brotliCompressSync(raw));
  return packed.get(path);
}
const server = createServer((request, response) => {
  try {
    const path = decodeURIComponent(new URL(request.url, 'http://localhost').pathname);
    const body = content(path);
    const type = TYPES[extname(path)] ?? 'application/octet-stream';
    response.writeHead(200, { 'content-type': type, 'content-encoding': 'br', 'content-length': body.length });
    response.end(body);
  } catch {
    response.writeHead(404).end();
  }
});
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const origin = `http://127.0.0.1:${server.address().port}`;
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking'],
});

async function visit(name, { cpu = 1, network, answering, below } = {}) {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 }, locale: 'ja' });
  const tab = await context.newPage();
  await tab.addInitScript(readFileSync(join(here, 'measure.js'), 'utf8'));
  const control = await context.newCDPSession(tab);
  await control.send('Emulation.setCPUThrottlingRate', { rate: cpu });
  if (network) {
    await control.send('Network.enable');
    await control.send('Network.emulateNetworkConditions', network);
  }
  const asked = [];
  tab.on('request', (request) => request.url().startsWith('http') && asked.push(decodeURIComponent(new URL(request.url()).pathname)));
  await tab.goto(`${origin}/${name}${below ? '-below' : ''}.html`, { waitUntil: 'commit' });
  const buttons = name === 'empty' || below ? 1 : questions.reduce((sum, { choices }) => sum + choices.length, 0);
  const [first, all] = await tab.evaluate((count) => Promise.all([globalThis.first, globalThis.all(count)]), buttons);
  const answers = [];
  for (let at = 0; answering && name !== 'empty' && at < questions.length; at += 1)
    answers.push(await tab.evaluate((nth) => globalThis.answer(nth), at * 4 + 1));
  // What comes after the first question has come by then.
  if (below) await tab.waitForTimeout(1000);
  const shift = await tab.evaluate(() => globalThis.shift);
  const bytes = asked.filter((path) => !PAGES[path]).reduce((sum, path) => sum + content(path).length, 0);
  await context.close();
  return { first, all, answers, bytes, shift };
}

const KINDS = {
  plain: ['this machine', {}],
  cpu: [`CPU ${SLOW_CPU}x slower`, { cpu: SLOW_CPU, answering: true }],
  line: [`CPU ${SLOW_CPU}x slower, 1.6 Mbit/s, 150 ms`, { cpu: SLOW_CPU, network: PHONE }],
  below: [`CPU ${SLOW_CPU}x slower, 1.6 Mbit/s, 150 ms, footer`, { cpu: SLOW_CPU, network: PHONE, below: true }],
};
const results = [];
for (const kind of values.only.split(',')) {
  const [about, options] = KINDS[kind];
  const seen = { shisei: [], survey: [], empty: [] };
  // The first visits warm the browser, and are not counted.
  for (let round = 0; round <= ROUNDS; round += 1)
    for (const [name, visits] of Object.entries(seen)) {
      const one = await visit(name, options);
      if (round > 0) visits.push(one);
    }
  results.push([kind, about, seen]);
}
await browser.close();
server.close();

const at = (share) => (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length * share)];
const [median, worst] = [at(0.5), at(0.95)];
const row = (what, cells) => console.log(what.padEnd(62) + cells.map((cell) => cell.padStart(12)).join(''));
const times = (what, seen, of, figure = median) => {
  const [ours, theirs, empty] = Object.values(seen).map((visits) => figure(visits.flatMap(of)));
  row(what, [ours, theirs, empty].map((one) => (one === undefined ? '' : one.toFixed(1))).concat((ours / theirs).toFixed(2)));
};
const { version } = JSON.parse(readFileSync(new URL('../../node_modules/survey-core/package.json', import.meta.url)));
console.log(`25 questions, one page; median of ${ROUNDS} visits each, in turns; Chromium ${browser.version()}`);
row('', ['shisei', 'SurveyJS', 'empty page', 'share']);
const [[, , { shisei, survey }]] = results;
row('bytes over the wire, brotli 11', [shisei, survey].map(([{ bytes }]) => String(bytes)).concat('', (shisei[0].bytes / survey[0].bytes).toFixed(2)));
for (const [kind, about, seen] of results) {
  if (kind === 'below') {
    const cells = Object.values(seen).map((visits) => median(visits.map(({ shift }) => shift)).toFixed(3));
    row(`layout shift, ${about}`, cells);
    continue;
  }
  times(`navigation to first question, ms, ${about}`, seen, ({ first }) => first);
  times(`navigation to all questions, ms, ${about}`, { ...seen, empty: [] }, ({ all }) => all);
  if (kind !== 'cpu') continue;
  times(`answer to repaint, ms, median, ${about}`, seen, ({ answers }) => answers);
  times(`answer to repaint, ms, 95th percentile, ${about}`, seen, ({ answers }) => answers, worst);
}
for (const [, about, seen] of results)
  for (const [name, visits] of Object.entries(seen))
    console.log(`${about}, ${name}, first question in each visit: ${visits.map(({ first }) => first.toFixed(0)).join(' ')}`);
console.log(`SurveyJS ${version}`);
