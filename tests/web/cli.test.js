// `npx shisei`: custom frameworks as small as built-in ones, and the quiz in one file.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { brotliCompressSync } from 'node:zlib';

import { framework, ownFramework } from 'shisei';

import { inChromium, launchChromium } from './browser.js';
import { answerAll, drawn, heard, heading, listen, press, shown, WORDS } from './steps.js';

const root = fileURLToPath(new URL('../../', import.meta.url));
const own = join(root, 'examples/underwriting.toml');
const toml = await readFile(own, 'utf8');
let work;

before(async () => (work = await mkdtemp(join(tmpdir(), 'shisei-cli-'))));
after(() => rm(work, { recursive: true, force: true }));

/** Runs the command as people do: what it says and how it ends. */
const shisei = (args, locale = 'C.UTF-8') =>
  new Promise((resolve) => {
    const env = { ...process.env, LANG: locale, LC_ALL: '', LC_MESSAGES: '' };
    execFile(process.execPath, [join(root, 'bindings-wasm/dist/cli.js'), ...args], { cwd: work, env }, (error, stdout, stderr) =>
      resolve({ code: error?.code ?? 0, stdout, stderr }));
  });

/** Answers everything, every third question with the second choice, and compares with the library. */
async function answered(page, expected, words) {
  const { definition } = expected;
  const given = Object.fromEntries(definition.controls.map(({ id, scale }, at) => [id, definition.scales.find((one) => one.id === scale).choices[at % 3 ? 0 : 1].id]));
  assert.deepEqual(await page.evaluate(answerAll, given), []);
  await press(page, words.finish);
  await heading(page, words.result);
  assert.deepEqual(await heard(page, 'shisei-complete'), [{ ...expected.assess(given) }]);
}

test('a compiled framework asks and scores as the same in TOML, without the module that reads TOML', async () => {
  const { code, stdout } = await shisei(['compile', own, '-o', 'mine.json']);
  assert.equal(code, 0);
  const body = await readFile(join(work, 'mine.json'), 'utf8');
  assert.equal(stdout, `mine.json: ${Buffer.byteLength(body)} bytes\n`);
  assert.ok(brotliCompressSync(body).length < 8000);
  const expected = await ownFramework(toml, { format: 'toml' });
  await inChromium(async (open) => {
    const pages = { '/demo/mine.json': { body, contentType: 'application/json' } };
    const looked = async (lang, other) => {
      const { page, complaints, requests } = await open(`/demo/index.html?lang=${lang}&src=mine.json&mode=all&skip-start=1`, { before: listen, pages, lang });
      await drawn(page);
      await answered(page, expected, WORDS[lang]);
      assert.deepEqual(complaints, []);
      assert.ok(!requests.some((url) => /own/.test(url)), 'the large module is not asked for');
      await page.locator('shisei-quiz').evaluate((quiz, other) => (quiz.lang = other), other);
      await heading(page, WORDS[other].result);
    };
    await looked('ja', 'en');
    await looked('en', 'ja');
    // The same as a property, and one of another version.
    const { page } = await open('/demo/index.html?lang=en&mode=all&skip-start=1', { before: listen });
    await drawn(page);
    await page.locator('shisei-quiz').evaluate((quiz, body) => (quiz.definition = JSON.parse(body)), body);
    await page.locator('input[value=yes]').first().waitFor();
    await page.locator('shisei-quiz').evaluate((quiz, body) => (quiz.definition = { ...JSON.parse(body), rules: 'x' }), body);
    await page.getByRole('alert').waitFor();
    assert.match((await heard(page, 'shisei-error')).at(-1).message, /made by another version/);
  });
});

test('of one language, it is shown in that one', async () => {
  await shisei(['compile', own, '--lang', 'ja', '-o', 'ja.json']);
  const body = await readFile(join(work, 'ja.json'), 'utf8');
  assert.deepEqual(Object.keys(JSON.parse(body).texts), ['ja']);
  await inChromium(async (open) => {
    const pages = { '/demo/ja.json': { body, contentType: 'application/json' } };
    const { page } = await open('/demo/index.html?lang=en&src=ja.json', { pages });
    await page.getByRole('button', { name: 'Start' }).waitFor();
    assert.match(await shown(page), /サイバー保険の申込書/);
  });
});

test('what is wrong with a framework is said in the language of the terminal, and nothing is written', async () => {
  await writeFile(join(work, 'broken.toml'), toml.replace('standing = "met"', 'standing = "mett"').replace('group = "access"', 'group = "acess"'));
  const english = await shisei(['compile', 'broken.toml']);
  assert.equal(english.code, 1);
  assert.match(english.stderr, /^broken\.toml: .* wrong, and nothing was written:\n {2}/);
  assert.match(english.stderr, /mett/);
  assert.doesNotMatch(english.stderr, /\n {4}at /, 'no stack');
  const japanese = await shisei(['compile', 'broken.toml'], 'ja_JP.UTF-8');
  assert.match(japanese.stderr, /^broken\.toml：直すところが\d+件あるため、何も書き出しませんでした：\n {2}.*[ぁ-ん]/);
  await assert.rejects(readFile(join(work, 'broken.quiz.json')));
  assert.match((await shisei(['compile', 'none.toml'])).stderr, /^none\.toml cannot be read: ENOENT\n$/);
  assert.match((await shisei(['compile', own, '--lang', 'fr'])).stderr, /"fr" is neither ja nor en/);
  assert.match((await shisei(['single', 'five-basic'])).stderr, /there are .*five-basics/);
  assert.match((await shisei(['single', 'five-basics@9'])).stderr, /there are five-basics@4\.0, five-basics@3\.1/);
  assert.match((await shisei([], 'ja_JP.UTF-8')).stderr, /^使い方/);
  assert.match((await shisei(['compile', own, '--wrong'])).stderr, /^Unknown option '--wrong'/);
});

test('any framework in one file, opened from a disk', async () => {
  const browser = await launchChromium();
  try {
    const cases = [
      [['single', own], 'underwriting', 'en', await ownFramework(toml, { format: 'toml' })],
      [['single', 'jc-star-1', '--lang', 'ja'], 'jc-star-1', 'ja', framework('jc-star-1')],
      [['single', 'self-assessment@3.1', '-o', 'old.js'], 'self-assessment@3.1', 'en', framework('self-assessment@3.1'), 'old.js'],
    ];
    for (const [args, name, lang, expected, file = `${name}.js`] of cases) {
      const { code, stderr } = await shisei(args);
      assert.equal(code, 0, stderr);
      await writeFile(join(work, 'index.html'), `<!doctype html><html lang="${lang}"><meta charset="utf-8"><title>t</title>
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src file: 'wasm-unsafe-eval'">
        <script src="${file}"></script><shisei-quiz framework="${name}" mode="all" skip-start></shisei-quiz>`);
      const page = await browser.newPage({ locale: lang });
      const complaints = [];
      page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
      await page.addInitScript(listen);
      await page.goto(pathToFileURL(join(work, 'index.html')).href);
      await drawn(page);
      await answered(page, expected, WORDS[lang]);
      assert.deepEqual(complaints, []);
      await page.close();
    }
  } finally {
    await browser.close();
  }
});
