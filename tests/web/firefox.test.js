// The journey by keyboard in Firefox, and the shared vectors through the element in both browsers.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';

import * as api from 'shisei';

import { inChromium, inFirefox } from './browser.js';
import { files } from './files.js';
import { answerAll, listen, picture, WORDS } from './steps.js';
import { run as result } from './vectors.js';

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const selfAssessment = api.framework('self-assessment');
const { controls } = selfAssessment.definition;

const heard = (page) => page.evaluate(() => globalThis.heard);
const ready = (page) =>
  page.waitForFunction(() => document.querySelector('shisei-quiz')?.shadowRoot?.querySelector('fieldset'));

for (const lang of ['ja', 'en']) {
  test(`the whole journey by keyboard in Firefox, ${lang}`, async () => {
    await inFirefox(async (open) => {
      const { page, complaints, requests } = await open(`/demo/index.html?lang=${lang}&skip-start=1&mode=group`, { before: listen });
      await ready(page);
      await picture(page, `firefox-${lang}-questions`);
      const loaded = requests.length;
      const focused = () =>
        page.evaluate(() => {
          const inside = document.activeElement?.shadowRoot?.activeElement;
          return inside && { tag: inside.localName, type: inside.type, name: inside.name, text: inside.textContent };
        });
      const words = WORDS[lang];
      const answered = new Set();
      for (let presses = 0; presses < 400 && answered.size < controls.length + 1; presses += 1) {
        await page.keyboard.press('Tab');
        const now = await focused();
        if (now?.type === 'radio' && !answered.has(now.name)) {
          answered.add(now.name);
          await page.keyboard.press(' ');
          if (answered.size % 2) await page.keyboard.press('ArrowDown');
        } else if (now?.tag === 'button' && [words.next, words.finish].includes(now.text)) {
          await page.keyboard.press('Enter');
          if (now.text === words.finish) break;
        }
      }
      assert.equal(answered.size, controls.length);
      const given = Object.fromEntries(controls.map(({ id }, at) => [id, at % 2 ? 'implemented' : 'partial']));
      const complete = (await heard(page)).filter(({ type }) => type === 'shisei-complete');
      assert.deepEqual(complete.map(({ detail }) => detail), [{ ...selfAssessment.assess(given) }]);
      assert.equal((await focused()).text, words.result);
      await picture(page, `firefox-${lang}-result`);
      assert.equal(requests.length, loaded, 'no request after loading');
      await page.evaluate(axe);
      const violations = await page.evaluate(async () => (await globalThis.axe.run(document)).violations.map(({ id }) => id));
      assert.deepEqual(violations, []);
      assert.deepEqual(complaints, []);
    });
  });
}

/** The cases that are answers to a framework, built in or custom, with what the package makes of them. */
// Random sheets are left to the package: clicking hundreds more would take minutes.
const written = Object.entries(files).filter(([name]) => name !== 'random.json');
const scored = written.flatMap(([name, file]) =>
  file.cases
    .filter(({ sheet, result }) => sheet && result.framework)
    .map(({ name: about, ...one }) => ({ ...one, name: `${name}: ${about}` })),
);
const cases = await Promise.all(
  scored.map(async (one) => ({ ...one, result: JSON.parse(await result(api, one)) })),
);

/** Clicks the answers of every case, one quiz after another; what differs comes back. */
async function throughElement(cases, answerAll) {
  const wrong = [];
  const quiz = document.querySelector('shisei-quiz');
  quiz.mode = 'all';
  for (const { name, definition = null, sheet, result } of cases) {
    const wanted = `${result.framework.id}@${result.framework.edition}`;
    if (definition || quiz.definition) quiz.definition = definition;
    if (!definition) quiz.framework = wanted;
    for (let waited = 0; `${quiz.assessment?.framework.id}@${quiz.assessment?.framework.edition}` !== wanted; waited += 5) {
      if (waited > 20_000) return [...wrong, `${name}: ${wanted} is never there`];
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    quiz.reset();
    const refused = answerAll(sheet.answers);
    const got = JSON.stringify(quiz.assessment);
    if (refused.length || got !== JSON.stringify({ ...result, subject: null, date: null }))
      wrong.push(`${name}: ${refused} ${got}`);
  }
  return wrong;
}

for (const [browser, run] of Object.entries({ Chromium: inChromium, Firefox: inFirefox })) {
  test(`the shared vectors through the element in ${browser}, byte for byte`, async () => {
    assert.ok(cases.length > 10);
    await run(async (open) => {
      const { page, complaints } = await open('/demo/index.html?lang=en&skip-start=1&mode=group', { before: listen });
      await ready(page);
      const script = `(${throughElement})(${JSON.stringify(cases)}, ${answerAll})`;
      assert.deepEqual(await page.evaluate(script), []);
      assert.deepEqual(complaints, []);
    });
  });
}
