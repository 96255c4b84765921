// A framework from outside is data: whatever stands in it neither runs nor breaks the page.
import assert from 'node:assert/strict';
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
    const { page, complaints } = await open('/demo/index.html?lang=en&framework=five-basics', { before });
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

const refused = async (page) => {
  assert.equal((await heard(page, 'shisei-error')).length, 1);
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

const controls = (count) => Array.from({ length: count }, (_, at) => ({ ...basics.controls[0], id: `C${at}` }));
for (const [kind, definition] of Object.entries({
  '10 MB of text': JSON.stringify({ ...basics, id: 'mine', publisher: 'x'.repeat(10 << 20) }),
  '10 MB as an object': { ...basics, id: 'mine', controls: controls(20_000) },
  'deep nesting': `${'['.repeat(200_000)}${']'.repeat(200_000)}`,
  'deep nesting in objects': `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`,
  'deep nesting in TOML': `a = ${'['.repeat(100_000)}`,
  'huge numbers': JSON.stringify({ ...basics, id: 'mine' }).replace(/"met":2/, `"met":${'9'.repeat(400)}`),
  'numbers beyond a weight': { ...basics, id: 'mine', controls: basics.controls.map((one) => ({ ...one, weight: 1e308 })) },
  'a wrong shape': '{"id":7}',
  nothing: '',
  'half a character': '{"id":"\ud800"}',
})) {
  test(`a framework of ${kind} is refused, and the page lives on`, async () => {
    await withOwn(definition, refused);
  });
}

test('a cyclic object is refused', async () => {
  await inChromium(async (open) => {
    const { page } = await open('/demo/index.html?lang=en&framework=five-basics', { before });
    await page.locator('fieldset').first().waitFor();
    await page.evaluate(() => {
      const own = {};
      own.self = own;
      document.querySelector('shisei-quiz').definition = own;
    });
    await page.getByRole('alert').waitFor();
    await refused(page);
  });
});

test('a thousand questions are answered', async () => {
  await withOwn({ ...basics, id: 'mine', outcome: null, controls: controls(900) }, async (page) => {
    if ((await heard(page, 'shisei-error')).length > 0) return refused(page);
    await page.locator('shisei-quiz').evaluate((quiz) => (quiz.mode = 'one'));
    assert.equal(await page.locator('fieldset').count(), 1);
  });
});

test('a framework by address: of this origin only', async () => {
  await inChromium(async (open) => {
    const pages = { '/demo/mine.json': { body: JSON.stringify({ ...basics, id: 'mine' }), contentType: 'application/json' } };
    const { page, complaints } = await open('/demo/index.html?lang=en&src=mine.json', { before, pages });
    await page.locator('fieldset').first().waitFor();
    assert.equal(await page.evaluate(() => document.querySelector('shisei-quiz').assessment.framework.id), 'mine');
    await page.evaluate(() => (document.querySelector('shisei-quiz').src = 'https://elsewhere.invalid/f.json'));
    await page.getByRole('alert').waitFor();
    assert.equal((await heard(page, 'shisei-error'))[0].code, 'other-origin');
    assert.deepEqual(complaints, [], 'and nothing was asked of it');
  });
});

test('with storage and clipboard refused, the quiz still works', async () => {
  await inChromium(async (open) => {
    const refuse = `(${listen})(); Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } });`;
    const { page, complaints } = await open('/demo/index.html?lang=en&resume=1&framework=five-basics', { before: refuse });
    await page.locator('fieldset').first().waitFor();
    await page.evaluate(answerAll, { B1: 'done' });
    await page.getByText('does not allow the answers to be kept').waitFor();
    await page.locator('shisei-quiz').evaluate((quiz) => quiz.reset());
    assert.deepEqual(complaints, []);
  });
});
