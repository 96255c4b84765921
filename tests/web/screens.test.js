// Every screen in light, dark and forced colours: no violation found by axe-core, no side scrolling
// at 320 px and at 200 % zoom, and a picture for people to look at.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';

import { framework, frameworks } from 'shisei';

import { inChromium } from './browser.js';
import { answerAll, drawn, fits, heading, picture, press, WORDS } from './steps.js';

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const LOOKS = {
  light: { colorScheme: 'light' },
  dark: { colorScheme: 'dark' },
  forced: { forcedColors: 'active', colorScheme: 'dark' },
};

async function accessible(page, name) {
  await picture(page, name);
  await fits(page);
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe);
  const found = await page.evaluate(async () => {
    const { violations, passes } = await globalThis.axe.run(document);
    return {
      rules: passes.length,
      violations: violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`),
    };
  });
  assert.deepEqual(found.violations, [], name);
  assert.ok(found.rules > 15, 'axe looked');
}

for (const lang of ['ja', 'en']) {
  for (const [look, options] of Object.entries(LOOKS)) {
    test(`every screen in ${lang}, ${look}`, async () => {
      await inChromium(async (open) => {
        const words = WORDS[lang];
        const shot = (page, name) => accessible(page, `${lang}-${look}-${name}`);
        const query = `lang=${lang}&share=1&resume=1`;
        const first = await open(`/demo/index.html?lang=${lang}`, { lang, width: 320, height: 640, ...options });
        await drawn(first.page);
        await first.page.locator('summary').click();
        await shot(first.page, 'start');
        const { page, complaints } = await open(`/demo/index.html?${query}&skip-start=1&mode=group`, { lang, width: 320, height: 640, ...options });
        await page.locator('fieldset').first().waitFor();
        await page.locator('summary').first().click();
        await page.evaluate(answerAll, { 'SA-01': 'unknown', 'SA-02': 'partial', 'SA-03': 'implemented', 'SA-04': 'not-implemented', 'SA-05': 'unknown' });
        await shot(page, 'questions');
        await page.locator('shisei-quiz').evaluate((quiz) => (quiz.mode = 'one'));
        await shot(page, 'one');
        await page.locator('shisei-quiz').evaluate((quiz) => (quiz.mode = 'all'));
        await drawn(page);
        await page.evaluate(answerAll, { 'SA-06': 'unknown', 'SA-07': 'partial', 'SA-08': 'not-implemented' });
        await press(page, words.finish);
        await heading(page, words.review);
        await shot(page, 'review');
        await press(page, words.anyway);
        await heading(page, words.result);
        for (const closed of await page.locator('.result > details > summary, [part=findings] summary, [part=take] summary').all()) if (await closed.isVisible()) await closed.click();
        await page.locator('[part=take] .buttons button').nth(1).click();
        const earlier = framework('self-assessment').assess({ 'SA-01': 'implemented' });
        await page.locator('input[type=file]').setInputFiles({
          name: 'earlier.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(earlier)),
        });
        await page.locator('[part=compare] ul').waitFor();
        await shot(page, 'result');
        await page.reload();
        await page.locator('[part=notice] .open').waitFor();
        await shot(page, 'resumed');
        await page.locator('shisei-quiz').evaluate((quiz) => (quiz.framework = 'nothing'));
        await page.getByRole('alert').waitFor();
        await shot(page, 'error');
        assert.deepEqual(complaints, []);

        for (const [id, choice] of [['security-action', 'met'], ['asset-management', 'not-applicable']]) {
          const other = await open(`/demo/index.html?lang=${lang}&mode=all&framework=${id}&skip-start=1`, { lang, width: 320, ...options });
          await drawn(other.page);
          await other.page.evaluate(answerAll, Object.fromEntries(framework(id).definition.controls.map((one) => [one.id, choice])));
          await shot(other.page, `${id}-questions`);
          await press(other.page, words.finish);
          if (id === 'security-action') await heading(other.page, words.result);
          await shot(other.page, `${id}-end`);
        }
      });
    });
  }
}

/** Of each id the edition that the id alone means. */
const inForce = frameworks().filter(({ id, reference }) => framework(id).reference === reference);

for (const lang of ['ja', 'en']) {
  test(`every framework in ${lang} on a phone`, async () => {
    await inChromium(async (open) => {
      for (const { id, definition } of inForce) {
        const { page, complaints } = await open(`/demo/index.html?lang=${lang}&framework=${id}&mode=one`, { lang });
        const shot = async (name) => {
          await drawn(page);
          await picture(page, `every-${lang}-${id}-${name}`);
          await fits(page);
        };
        await shot('1-start');
        // One in three is met; the answers go around the choices that may be taken without a reason.
        const answers = definition.controls.map((control, at) => {
          const { choices } = definition.scales.find((scale) => scale.id === control.scale);
          const open = choices.filter(({ standing }) => ['met', 'partial', 'unmet', 'unknown'].includes(standing));
          return [control.id, open[at % open.length].id];
        });
        const quiz = page.locator('shisei-quiz');
        await quiz.evaluate((quiz, answers) => (quiz.answers = answers), Object.fromEntries(answers));
        await page.locator('button.main').click();
        await shot('3-result');
        await press(page, WORDS[lang].change);
        await shot('2-question');
        assert.deepEqual(complaints, [], id);
        await page.context().close();
      }
    });
  });
}

/** Words of Latin letters that begin on one line and end on another. */
function brokenWords({ shadowRoot }) {
  const texts = document.createTreeWalker(shadowRoot.querySelector('[part=page]'), NodeFilter.SHOW_TEXT);
  const broken = [];
  for (let text = texts.nextNode(); text; text = texts.nextNode())
    for (const { index, 0: word } of text.data.matchAll(/[A-Za-z]+/g)) {
      const range = document.createRange();
      range.setStart(text, index);
      range.setEnd(text, index + word.length);
      if (new Set([...range.getClientRects()].map(({ top }) => top)).size > 1) broken.push(word);
    }
  return broken;
}

test('at 200 % zoom, and with text twice as large, nothing is cut off', async () => {
  await inChromium(async (open) => {
    // A window of 640 px at 200 % is one of 320 px at twice the density.
    const { page } = await open('/demo/index.html?lang=ja&mode=all&skip-start=1', { width: 320, deviceScaleFactor: 2 });
    await drawn(page);
    await fits(page);
    await page.evaluate(() => (document.documentElement.style.fontSize = '200%'));
    await fits(page);
    await picture(page, 'ja-large-text');
    await page.evaluate(answerAll, Object.fromEntries(framework('self-assessment').definition.controls.slice(0, 9).map(({ id }) => [id, 'unknown'])));
    await press(page, WORDS.ja.finish);
    await press(page, WORDS.ja.anyway);
    await fits(page);
    await picture(page, 'ja-large-text-result');
    const { page: english } = await open('/demo/index.html?lang=en&framework=insider-fraud&mode=one&skip-start=1', {});
    await drawn(english);
    await english.evaluate(() => (document.documentElement.style.fontSize = '200%'));
    await picture(english, 'en-large-text');
    assert.deepEqual(await english.locator('shisei-quiz').evaluate(brokenWords), []);
  });
});
