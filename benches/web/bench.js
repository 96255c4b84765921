// `node bench.js DIST WORK`: the quiz beside SurveyJS: the same 25 questions in Japanese, all on one
// page, in the same Chromium, in turns. Files travel as brotli 11.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync } from 'node:zlib';

import { buildSync } from 'esbuild';
import { chromium } from 'playwright-core';
import { framework } from 'shisei';

const [dist, work] = process.argv.slice(2);
const here = fileURLToPath(new URL('.', import.meta.url));
const ROUNDS = 7;
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
  '/shisei.html': page('<script type="module" src="/dist/quiz.js"></script>', '<shisei-quiz framework="self-assessment" mode="all"></shisei-quiz>'),
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

async function visit(name, { cpu = 1, network } = {}) {
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
  await tab.goto(`${origin}/${name}.html`, { waitUntil: 'commit' });
  const ready = await tab.evaluate(() => globalThis.ready);
  const answers = [];
  for (let at = 0; at < questions.length; at += 1)
    answers.push(await tab.evaluate((nth) => globalThis.answer(nth), at * 4 + 1));
  const bytes = asked.filter((path) => !PAGES[path]).reduce((sum, path) => sum + content(path).length, 0);
  await context.close();
  return { ready, answers, bytes };
}

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
const results = {};
for (const [kind, options] of Object.entries({
  'this machine': {},
  [`CPU ${SLOW_CPU}x slower`]: { cpu: SLOW_CPU },
  [`CPU ${SLOW_CPU}x slower, 1.6 Mbit/s, 150 ms`]: { cpu: SLOW_CPU, network: PHONE },
})) {
  const seen = { shisei: [], survey: [] };
  for (let round = 0; round < ROUNDS; round += 1)
    for (const name of Object.keys(seen)) seen[name].push(await visit(name, options));
  results[kind] = seen;
}
await browser.close();
server.close();

const line = (what, ours, theirs, unit) => {
  const share = (ours / theirs).toFixed(2);
  console.log(`${what.padEnd(62)}${ours.toFixed(unit === 'bytes' ? 0 : 1).padStart(10)}${theirs.toFixed(unit === 'bytes' ? 0 : 1).padStart(10)} ${unit.padEnd(6)}${share.padStart(6)}`);
};
const { version } = JSON.parse(readFileSync(new URL('../../node_modules/survey-core/package.json', import.meta.url)));
console.log(`25 questions, one page; median of ${ROUNDS} visits each, in turns; Chromium ${browser.version()}`);
console.log(`${''.padEnd(62)}${'shisei'.padStart(10)}${`SurveyJS`.padStart(10)} (${version})`);
const [first] = Object.values(results);
line('bytes over the wire, brotli 11', first.shisei[0].bytes, first.survey[0].bytes, 'bytes');
for (const [kind, { shisei, survey }] of Object.entries(results)) {
  const figure = (of) => [median(shisei.map(of)), median(survey.map(of))];
  line(`navigation to first question, ${kind}`, ...figure(({ ready }) => ready), 'ms');
}
const slow = results[`CPU ${SLOW_CPU}x slower`];
const all = (visits) => visits.flatMap(({ answers }) => answers);
line(`answer to repaint, median, CPU ${SLOW_CPU}x slower`, median(all(slow.shisei)), median(all(slow.survey)), 'ms');
const worst = (visits) => [...all(visits)].sort((a, b) => a - b)[Math.floor(all(visits).length * 0.95)];
line(`answer to repaint, 95th percentile, CPU ${SLOW_CPU}x slower`, worst(slow.shisei), worst(slow.survey), 'ms');
