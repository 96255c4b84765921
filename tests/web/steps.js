// What the tests of the quiz share: waiting, looking, hearing, answering.
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';

const PICTURES = process.env.WEB_PICTURES;

export async function picture(page, name) {
  if (!PICTURES) return;
  mkdirSync(PICTURES, { recursive: true });
  await page.evaluate(() => scrollTo(0, 0));
  await page.screenshot({ path: `${PICTURES}/${name}.png`, fullPage: true });
}

/** Keeps the events of the elements, from the very start. */
export function listen() {
  globalThis.heard = [];
  // On the way down: what was answered does not come up to the page.
  for (const type of ['shisei-answer', 'shisei-complete', 'shisei-error'])
    addEventListener(type, ({ detail, target }) => globalThis.heard.push({ type, detail, id: target.id }), true);
}

/** The details of the events of one type. */
export const heard = (page, type) =>
  page.evaluate(
    (type) => globalThis.heard.filter((one) => one.type === type).map(({ detail }) => detail),
    type,
  );

/** No side scrolling: everything fits the width of the window. */
export async function fits(page) {
  const [inner, scroll] = await page.evaluate(() => [
    innerWidth,
    document.documentElement.scrollWidth,
  ]);
  assert.ok(scroll <= inner, `${scroll} px wide in a window of ${inner} px`);
}

export const WORDS = {
  ja: { next: '次へ', back: '戻る', finish: '結果を見る', anyway: '幅のある結果を見る', review: '結果を見る前に', result: '診断の結果', change: '回答を直す', score: /\d+ \/ 100点/, self: /第三者が確かめたものではなく/ },
  en: { next: 'Next', back: 'Back', finish: 'Show the result', anyway: 'Show the result as a range', review: 'Before the result', result: 'Your result', change: 'Change answers', score: /\d+ \/ 100 points/, self: /No third party has checked it; it is not a certificate/ },
};

/** All of a page is there, not only what is shown first. */
export const drawn = (page) => page.locator('[part=page]:not([aria-busy])').waitFor();
export const press = (page, name) => page.getByRole('button', { name, exact: true }).click();
export const heading = (page, name) => page.getByRole('heading', { name, exact: true }).waitFor();
export const shown = (page) =>
  page.locator('shisei-quiz').evaluate((quiz) => quiz.shadowRoot.textContent);
export const answers = (page) => page.locator('shisei-quiz').evaluate((quiz) => quiz.answers);

/** Takes, in the page, the answers of a sheet; names of what is not offered come back. */
export function answerAll(given) {
  const { shadowRoot } = document.querySelector('shisei-quiz');
  return Object.entries(given).flatMap(([control, answer]) => {
    const { choice, reason } = typeof answer === 'string' ? { choice: answer } : (answer ?? {});
    if (!choice) return [];
    const radio = shadowRoot.querySelector(`input[name="${control}"][value="${choice}"]`);
    if (!radio) return [control];
    radio.click();
    const field = radio.closest('fieldset').querySelector('textarea');
    if (field && reason) {
      field.value = reason;
      field.dispatchEvent(new Event('input'));
    }
    return [];
  });
}
