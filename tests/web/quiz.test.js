// The quiz as people use it: in Chromium, at phone width, by mouse and by keyboard.
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { test } from 'node:test';

import { framework } from 'shisei';

import { inChromium } from './browser.js';

const PICTURES = process.env.WEB_PICTURES;
const selfAssessment = framework('self-assessment');
const { controls, groups, scales } = selfAssessment.definition;

async function picture(page, name) {
  if (!PICTURES) return;
  mkdirSync(PICTURES, { recursive: true });
  await page.screenshot({ path: `${PICTURES}/${name}.png`, fullPage: true });
}

/** Keeps the events of the element, and waits for its first question. */
async function ready(page) {
  await page.evaluate(() => {
    window.heard = [];
    const quiz = document.querySelector('shisei-quiz');
    for (const type of ['shisei-answer', 'shisei-complete', 'shisei-error'])
      quiz.addEventListener(type, ({ detail }) => window.heard.push({ type, detail }));
  });
  await page.locator('fieldset').first().waitFor();
}

const heard = (page, type) =>
  page.evaluate(
    (type) => window.heard.filter((one) => one.type === type).map(({ detail }) => detail),
    type,
  );

/** No side scrolling: everything fits the width of the window. */
async function fits(page) {
  const [inner, scroll] = await page.evaluate(() => [
    innerWidth,
    document.documentElement.scrollWidth,
  ]);
  assert.ok(scroll <= inner, `${scroll} px wide in a window of ${inner} px`);
}

const WORDS = {
  ja: { next: '次へ', finish: '結果を見る', result: '診断の結果', score: /100点中\d+点/, self: /自己診断/ },
  en: { next: 'Next', finish: 'Show the result', result: 'Your result', score: /\d+ of 100 points/, self: /self-assessment/ },
};

for (const lang of ['ja', 'en']) {
  test(`the whole journey in ${lang}: 25 answers, a result equal to the API's`, async () => {
    await inChromium(async (open) => {
      const { page, complaints, requests } = await open(`/demo/index.html?lang=${lang}`, { lang });
      const words = WORDS[lang];
      await ready(page);
      await picture(page, `${lang}-questions`);
      const loaded = requests.length;
      const other = lang === 'ja' ? 'en' : 'ja';
      assert.ok(!requests.some((url) => url.endsWith(`.${other}.json`)), 'one language is fetched');

      const given = {};
      const { choices } = scales[0];
      for (const [at, group] of groups.entries()) {
        const asked = controls.filter((control) => control.group === group.id);
        await page.getByRole('heading', { name: group.title[lang] }).waitFor();
        assert.equal(await page.locator('fieldset').count(), asked.length);
        for (const [nth, control] of asked.entries()) {
          const choice = choices[(nth + at) % choices.length];
          given[control.id] = choice.id;
          const question = page.locator('fieldset').nth(nth);
          assert.match(await question.innerText(), new RegExp(escape(control.question[lang])));
          await question.getByRole('radio', { name: choice.label[lang], exact: true }).check();
        }
        await fits(page);
        const last = at === groups.length - 1;
        await page.getByRole('button', { name: last ? words.finish : words.next }).click();
      }

      await page.getByRole('heading', { name: words.result }).waitFor();
      await picture(page, `${lang}-result`);
      const expected = selfAssessment.assess(given);
      assert.deepEqual(await heard(page, 'shisei-complete'), [expected]);
      assert.equal((await heard(page, 'shisei-answer')).length, controls.length);
      const shown = await page.locator('shisei-quiz').evaluate((quiz) => quiz.shadowRoot.textContent);
      assert.match(shown, words.score);
      assert.match(shown, words.self);
      const band = selfAssessment.definition.outcome.rule.bands.steps.find(
        ({ id }) => id === expected.outcome.low,
      );
      assert.ok(shown.includes(band.meaning[lang]));
      for (const { control: id } of expected.findings) {
        assert.ok(shown.includes(controls.find((one) => one.id === id).advice[lang]), id);
      }
      await fits(page);
      assert.equal(requests.length, loaded, 'no request after loading');
      assert.deepEqual(complaints, []);
    });
  });
}

const escape = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

test('by keyboard alone: answer, move on, see a range for what is open', async () => {
  await inChromium(async (open) => {
    const { page, complaints } = await open('/demo/index.html?lang=en&framework=five-basics');
    await ready(page);
    const focused = () =>
      page.evaluate(() => {
        const inside = document.activeElement?.shadowRoot?.activeElement;
        return inside ? { tag: inside.localName, type: inside.type, text: inside.textContent } : null;
      });
    const tabTo = async (wanted) => {
      for (let presses = 0; presses < 60; presses += 1) {
        await page.keyboard.press('Tab');
        const now = await focused();
        if (now && wanted(now)) return;
      }
      assert.fail('Tab never gets there');
    };
    await tabTo(({ type }) => type === 'radio');
    await page.keyboard.press('Space');
    await page.keyboard.press('ArrowDown');
    const { answers } = await page.evaluate(() => {
      const { answers } = document.querySelector('shisei-quiz');
      return { answers };
    });
    assert.deepEqual(answers, { B1: 'partly' });
    await tabTo(({ tag, text }) => tag === 'button' && text === 'Show the result');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Your result' }).waitFor();
    assert.equal((await focused()).tag, 'h2', 'the new page has the focus');
    const [assessment] = await heard(page, 'shisei-complete');
    assert.deepEqual(assessment, framework('five-basics').assess({ B1: 'partly' }));
    const shown = await page.locator('shisei-quiz').evaluate((quiz) => quiz.shadowRoot.textContent);
    assert.match(shown, /5 questions are unanswered/);
    await picture(page, 'en-range');
    await page.getByRole('button', { name: 'Change answers' }).press('Enter');
    assert.ok(await page.getByRole('radio', { name: 'Partly done' }).first().isChecked());
    assert.deepEqual(complaints, []);
  });
});

test('another language keeps the answers and is fetched only when asked for', async () => {
  await inChromium(async (open) => {
    const { page, requests, complaints } = await open('/demo/index.html?lang=ja');
    await ready(page);
    await page.getByRole('radio').first().check();
    const before = requests.length;
    await page.evaluate(() => (document.querySelector('shisei-quiz').lang = 'en'));
    await page.getByRole('heading', { name: groups[0].title.en }).waitFor();
    assert.deepEqual(requests.slice(before).map((url) => url.split('/').pop()), [
      `${selfAssessment.reference}.en.json`,
    ]);
    assert.ok(await page.getByRole('radio').first().isChecked());
    assert.deepEqual(complaints, []);
  });
});

test('a framework of one’s own is asked; markup in it stays text', async () => {
  await inChromium(async (open) => {
    const { page, complaints } = await open('/demo/index.html?lang=en&framework=five-basics');
    await ready(page);
    const markup = '<img src=x onerror="window.ran = true">';
    const definition = structuredClone(framework('five-basics').definition);
    definition.id = 'mine';
    definition.controls[0].question = { ja: markup, en: markup };
    definition.sources[0].url = 'javascript:window.ran=true';
    await page.evaluate((own) => {
      document.querySelector('shisei-quiz').definition = own;
    }, definition);
    await page.getByText(markup).waitFor();
    await page.getByRole('radio', { name: 'Not done' }).first().check();
    await page.getByRole('button', { name: 'Show the result' }).click();
    const [assessment] = await heard(page, 'shisei-complete');
    assert.equal(assessment.framework.id, 'mine');
    assert.equal(await page.evaluate(() => window.ran), undefined);
    assert.equal(await page.locator('a[href^="javascript"]').count(), 0);
    assert.deepEqual(complaints, []);
  });
});

test('an unknown framework is an event and a message, not silence', async () => {
  await inChromium(async (open) => {
    const { page } = await open('/demo/index.html?lang=en&framework=five-basics');
    await ready(page);
    await page.evaluate(() => (document.querySelector('shisei-quiz').framework = 'five-basic'));
    await page.getByRole('alert').waitFor();
    assert.match(await page.getByRole('alert').innerText(), /five-basic/);
    assert.equal((await heard(page, 'shisei-error')).length, 1);
  });
});
