// A framework from outside is data: whatever is in it neither runs nor breaks the page.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';

import { framework } from 'shisei';

import { inChromium } from './browser.js';
import { answerAll, fits, heard, listen, picture, press, shown } from './steps.js';

const basics = framework('five-basics').definition;
const before = listen;

/** The basics with every text, and every name that may be, made hostile. */
function hostile(text) {
  const walk = (value) => {
    if (Array.isArray(value)) return value.map(walk);
    if (typeof value !== 'object' || value === null) return value;
    if ('ja' in value && 'en' in value) return { ja: text, en: text };
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, walk(inner)]));
  };
  const made = walk(basics);
  made.id = 'mine';
  made.publisher = text;
  for (const control of made.controls) control.number = text;
  for (const source of made.sources) source.url = 'javascript:window.ran=true';
  return made;
}

async function withOwn(definition, look) {
  await inChromium(async (open) => {
    const { page, complaints } = await open('/demo/index.html?lang=en&framework=five-basics&skip-start=1&mode=group', { before });
    await page.locator('fieldset').first().waitFor();
    await page.evaluate((own) => {
      document.querySelector('shisei-quiz').definition = own;
    }, definition);
    await page.waitForFunction(() => {
      const quiz = document.querySelector('shisei-quiz');
      return globalThis.heard.length > 0 || quiz.assessment?.framework.id === 'mine';
    });
    await look(page);
    assert.equal(await page.evaluate(() => window.ran), undefined, 'nothing ran');
    assert.ok(await page.locator('h1').isVisible(), 'the page is there');
    assert.deepEqual(complaints, []);
  });
}

const refused = (code, said) => async (page) => {
  const errors = await heard(page, 'shisei-error');
  assert.deepEqual(errors.map((error) => error.code), [code]);
  assert.match(errors[0].message, said);
  assert.ok(await page.getByRole('alert').isVisible());
  // The quiz takes the next framework as if nothing had been.
  await page.evaluate(() => {
    const quiz = document.querySelector('shisei-quiz');
    quiz.definition = null;
  });
  await page.locator('fieldset').first().waitFor();
};

for (const [kind, text] of Object.entries({
  markup: '<img src=x onerror="window.ran=true"><script>window.ran=true</script></p><style>*{display:none}</style>',
  attribute: '" onfocus="window.ran=true" autofocus x="',
  'reading direction': 'abc \u202egnp.exe\u2066 def\u2069\u200f \u0000\u0007\ufeff',
  'one word of 3000 letters': 'W'.repeat(3000),
  'combining marks': 'Z' + '\u0301\u0334'.repeat(400),
})) {
  test(`a framework full of ${kind} stays text`, async () => {
    await withOwn(hostile(text), async (page) => {
      assert.equal((await heard(page, 'shisei-error')).length, 0);
      const choices = Object.fromEntries(basics.controls.map(({ id }, at) => [id, basics.scales[0].choices[at % 3].id]));
      assert.deepEqual(await page.evaluate(answerAll, choices), []);
      await fits(page);
      await press(page, 'Show the result');
      await page.locator('[part=findings]').waitFor();
      await fits(page);
      assert.doesNotMatch(await shown(page), /[\u202a-\u202e\u2066-\u2069\u0000\u0007]/);
      const odd = page.locator('shisei-quiz').locator('img, script, style, a[href^="javascript"], [onfocus]');
      assert.equal(await odd.count(), 0);
      await picture(page, `hostile-${kind.replaceAll(' ', '-')}`);
    });
  });
}

const controls = (count) => Array.from({ length: count }, (_, at) => ({ ...basics.controls[0], id: `C${at}`, why: null, doubt: null }));
for (const [kind, code, said, definition] of [
  ['10 MB of text', 'too-large', /^$/, JSON.stringify({ ...basics, id: 'mine', publisher: 'x'.repeat(10 << 20) })],
  ['10 MB as an object', 'too-large', /^$/, { ...basics, id: 'mine', controls: controls(20_000) }],
  ['deep nesting', 'invalid-framework', /cannot be read/, `${'['.repeat(200_000)}${']'.repeat(200_000)}`],
  ['deep nesting in objects', 'invalid-framework', /nested too deeply/, `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`],
  ['deep nesting in TOML', 'invalid-framework', /TOML|deep|recursion/, `a = ${'['.repeat(100_000)}`],
  ['huge numbers', 'invalid-framework', /number out of range/, JSON.stringify({ ...basics, id: 'mine' }).replace(/"met":\d+/, `"met":${'9'.repeat(400)}`)],
  ['numbers beyond a weight', 'invalid-framework', /weight: .*wrong type/, { ...basics, id: 'mine', controls: basics.controls.map((one) => ({ ...one, weight: 1e308 })) }],
  ['a wrong shape', 'invalid-framework', /id: .*wrong type/, '{"id":7}'],
  ['nothing', 'invalid-framework', /edition. is missing/, ''],
  ['half a character', 'invalid-framework', /edition|missing|surrogate/, '{"id":"\ud800"}'],
]) {
  test(`a framework of ${kind} is refused, and the page lives on`, async () => {
    await withOwn(definition, refused(code, said));
  });
}

test('a cyclic object is refused', async () => {
  await inChromium(async (open) => {
    const { page } = await open('/demo/index.html?lang=en&framework=five-basics&skip-start=1&mode=group', { before });
    await page.locator('fieldset').first().waitFor();
    await page.evaluate(() => {
      const own = {};
      own.self = own;
      document.querySelector('shisei-quiz').definition = own;
    });
    await page.getByRole('alert').waitFor();
    await refused('load', /circular|cyclic/i)(page);
  });
});

test('a thousand questions are asked, and answered', async () => {
  const many = { ...basics, id: 'mine', outcome: null, previous: null, controls: controls(1000) };
  await withOwn(many, async (page) => {
    assert.deepEqual(await heard(page, 'shisei-error'), []);
    assert.ok((await page.locator('fieldset').count()) <= 10, 'ten on a page');
    await page.locator('shisei-quiz').evaluate((quiz) => (quiz.mode = 'all'));
    await page.waitForFunction(() => document.querySelector('shisei-quiz').shadowRoot.querySelectorAll('fieldset').length === 1000);
    await page.evaluate(answerAll, Object.fromEntries(many.controls.map(({ id }) => [id, 'done'])));
    await press(page, 'Show the result');
    await page.locator('[part=answers] summary').click();
    assert.equal(await page.locator('[part=answers] li').count(), 1000);
  });
});

test('files of a hostile framework: charts are well-formed and hold text alone, tables no formula', async () => {
  const text = '=1+1<script>window.ran=true</script>\u0000\u0008\ufffe & "\u202e';
  await withOwn(hostile(text), async (page) => {
    await page.evaluate(answerAll, Object.fromEntries(basics.controls.map(({ id }) => [id, 'partly'])));
    await press(page, 'Show the result');
    await page.getByText('Save or compare files').click();
    const save = async (name) => {
      const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name }).click()]);
      return readFile(await download.path());
    };
    const svg = (await save('SVG (chart)')).toString('utf8');
    // In a page without a policy: ours lets no script parse.
    const reader = await page.context().newPage();
    const odd = await reader.evaluate((svg) => {
      const read = new DOMParser().parseFromString(svg, 'image/svg+xml');
      return [...read.querySelectorAll('parsererror, script, foreignObject, image, a')].length;
    }, svg);
    assert.equal(odd, 0);
    assert.ok(svg.includes('&lt;script&gt;'));
    assert.equal((await save('PNG (chart)')).subarray(1, 4).toString(), 'PNG');
    const csv = (await save('CSV (spreadsheet)')).toString('utf8');
    assert.doesNotMatch(csv, /(^|,)"?[=+@-]/m);
  });
});

test('a framework by address: of this origin only', async () => {
  await inChromium(async (open) => {
    const pages = { '/demo/mine.json': { body: JSON.stringify({ ...basics, id: 'mine' }), contentType: 'application/json' } };
    const { page, complaints } = await open('/demo/index.html?lang=en&src=mine.json&skip-start=1&mode=group', { before, pages });
    await page.locator('fieldset').first().waitFor();
    assert.equal(await page.evaluate(() => document.querySelector('shisei-quiz').assessment.framework.id), 'mine');
    await page.evaluate(() => (document.querySelector('shisei-quiz').src = 'https://elsewhere.invalid/f.json'));
    await page.getByRole('alert').waitFor();
    assert.equal((await heard(page, 'shisei-error'))[0].code, 'other-origin');
    assert.deepEqual(complaints, [], 'and nothing was asked of it');
    // A redirect of this origin leads nowhere, and a body without end is left at the limit.
    await page.route('**/demo/away.json', (route) => route.fulfill({ status: 302, headers: { location: '/demo/mine.json' } }));
    await page.route('**/demo/large.json', (route) => route.fulfill({ contentType: 'application/json', body: `"${'x'.repeat(8 << 20)}"` }));
    for (const [src, code] of [['away.json', 'load'], ['large.json', 'too-large']]) {
      await page.evaluate((src) => (document.querySelector('shisei-quiz').src = src), src);
      await page.waitForFunction((code) => globalThis.heard.at(-1).detail.code === code, code);
      assert.ok(await page.getByRole('alert').isVisible());
    }
  });
});

test('with storage and clipboard refused, the quiz still works', async () => {
  await inChromium(async (open) => {
    const refuse = `(${listen})(); Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } });`;
    const { page, complaints } = await open('/demo/index.html?lang=en&resume=1&framework=five-basics&skip-start=1&mode=group', { before: refuse });
    await page.locator('fieldset').first().waitFor();
    await page.evaluate(answerAll, { B1: 'done' });
    await page.getByText('does not allow the answers to be kept').waitFor();
    await page.locator('shisei-quiz').evaluate((quiz) => quiz.reset());
    assert.deepEqual(complaints, []);
  });
});
