// The result as a page and on paper: what comes first, how long it is, what is said and how often.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { framework } from 'shisei';

import { inChromium } from './browser.js';
import { answerAll, drawn, heading, picture, press, WORDS } from './steps.js';

const { controls } = framework('self-assessment').definition;
const half = Object.fromEntries(controls.map(({ id }, at) => [id, ['implemented', 'not-implemented', 'partial', 'unknown'][at % 4]]));

async function resultOf(open, lang, given, id = 'self-assessment', options = {}) {
  const { page, complaints } = await open(`/demo/index.html?mode=all&skip-start=1&lang=${lang}&framework=${id}`, { lang, ...options });
  await drawn(page);
  await page.evaluate(answerAll, given);
  await press(page, WORDS[lang].finish);
  await heading(page, WORDS[lang].result);
  assert.deepEqual(complaints, []);
  return page;
}

for (const lang of ['ja', 'en'])
  test(`half met, at 360 px, ${lang}: at most 2,000 px, the first action within 420 px, nothing said twice`, async () => {
    await inChromium(async (open) => {
      const page = await resultOf(open, lang, half);
      await picture(page, `${lang}-result-half`);
      const { height, first, sentences, broken } = await page.locator('shisei-quiz').evaluate((quiz) => {
        const { top, height } = quiz.getBoundingClientRect();
        const inside = quiz.shadowRoot;
        const seen = [...inside.querySelectorAll('p, h2, h3, h4, summary, label')].filter((one) => one.checkVisibility() && !one.matches('.chips, .label'));
        return {
          height,
          first: inside.querySelector('[part=findings]').getBoundingClientRect().top - top,
          sentences: seen.flatMap(({ textContent }) => textContent.split(/(?<=[。.])\s*/)).filter((text) => text.length > 11),
          broken: inside.querySelector('.scale') === null,
        };
      });
      assert.ok(height <= 2000, `${height} px`);
      assert.ok(first <= 420, `the first action is at ${first} px`);
      assert.equal(broken, false);
      const own = sentences.filter((one) => !/理由と出典|Why, and source|まず実態|Find out first/.test(one));
      assert.equal(new Set(own).size, own.length, own.find((one, at) => own.indexOf(one) !== at));
    });
  });

test('the way to the next band, and what the first actions lead to, are as the API has them', async () => {
  await inChromium(async (open) => {
    const page = await resultOf(open, 'en', half);
    const assessment = framework('self-assessment').assess(half);
    const low = assessment.points.low;
    const next = [50, 70, 100].find((from) => from > low);
    const led = assessment.findings.slice(0, 3).reduce((sum, { worth }) => sum + worth.points, low);
    const said = await page.locator('[part=score]').textContent();
    assert.ok(said.includes(`${next - low} points to go`), said);
    assert.ok(said.includes(`The 3 actions below lead to ${led}.`), said);
  });
});

test('all “don’t know” is below zero and says so; all met has nothing to do', async () => {
  await inChromium(async (open) => {
    const all = (choice) => Object.fromEntries(controls.map(({ id }) => [id, choice]));
    const low = await resultOf(open, 'ja', all('unknown'));
    assert.match(await low.locator('.num').first().textContent(), /^−25 \/ 100点$/);
    await picture(low, 'ja-result-unknown');
    const high = await resultOf(open, 'ja', all('implemented'));
    assert.match(await high.locator('.num').first().textContent(), /^100 \/ 100点$/);
    assert.equal(await high.locator('[part=finding]').count(), 0);
  });
});

test('the sources: the publisher’s own first', async () => {
  await inChromium(async (open) => {
    const shop = framework('ec-site-build').definition;
    const given = Object.fromEntries(shop.controls.map(({ id, scale }) => [id, shop.scales.find((one) => one.id === scale).choices.find(({ standing }) => standing !== 'met').id]));
    const page = await resultOf(open, 'ja', given, 'ec-site-build');
    const firsts = await page.locator('[part=finding] .caption > ul a').evaluateAll((all) => all.map(({ href }) => href));
    assert.ok(firsts.length > 0);
    for (const href of firsts) assert.match(href, /ipa\.go\.jp|meti\.go\.jp/);
  });
});

test('on paper: name, day, digest, every action to tick, every answer, on two pages', async () => {
  await inChromium(async (open) => {
    for (const lang of ['ja', 'en']) {
      const page = await resultOf(open, lang, half);
      await page.locator('[part=take] input[type=text]').fill('Example <b>Ltd.</b>');
      await page.emulateMedia({ media: 'print' });
      const paper = page.locator('.paper');
      const said = await paper.innerText();
      assert.ok(said.includes('Example <b>Ltd.</b>'));
      assert.ok(said.includes(framework('self-assessment').assess(half).framework.digest.slice(0, 12)));
      const todo = framework('self-assessment').assess(half).findings;
      assert.equal(await paper.locator('tbody tr').count(), todo.length);
      for (const { control } of todo) assert.ok(said.includes(controls.find(({ id }) => id === control).advice[lang]));
      assert.equal(await paper.locator('.columns li').count(), controls.length);
      assert.equal(await page.locator('.hero').isVisible(), false, 'the page itself is not printed');
      const margin = { top: '15mm', bottom: '15mm', left: '15mm', right: '15mm' };
      const pdf = await page.pdf({ format: 'A4', margin });
      const pages = pdf.toString('latin1').match(/\/Type\s*\/Page\b/g).length;
      assert.ok(pages <= 2, `${lang}: ${pages} pages`);
    }
  });
});
