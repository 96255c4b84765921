// The quiz on pages of others: their sizes, colours and heads, their frames, their listeners.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { framework } from 'shisei';

import { inChromium } from './browser.js';
import { answerAll, answers, drawn, heading, heard, listen, press } from './steps.js';

const { controls } = framework('self-assessment').definition;

/** A page of a host: its style goes in by script, as the policy of the tests allows no other. */
const host = (quiz, rest = '') => `<!doctype html><html lang="en"><meta charset="utf-8"><title>t</title><link rel="icon" href="data:,">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <script type="module" src="/dist/quiz.js"></script>${quiz}${rest}`;
const withStyle = (css) =>
  `(${listen})(); { const sheet = new CSSStyleSheet(); sheet.replaceSync(${JSON.stringify(css)}); document.adoptedStyleSheets = [sheet]; }`;

/** Opens such a page and looks at it. */
async function on(quiz, css, look, options = {}) {
  await inChromium(async (open) => {
    const pages = { '/demo/host.html': { body: host(quiz, options.rest) } };
    const { page, complaints } = await open('/demo/host.html', { before: withStyle(css), pages, ...options });
    await drawn(page);
    await look(page);
    assert.deepEqual(complaints, []);
  });
}

const style = (page, selector, name) =>
  page.locator('shisei-quiz').evaluate((quiz, [selector, name]) => getComputedStyle(selector ? quiz.shadowRoot.querySelector(selector) : quiz)[name], [selector, name]);
const brightness = (colour) => colour.match(/[\d.]+/g).slice(0, 3).reduce((sum, one) => sum + Number(one), 0) / 3;

test('sizes survive a root font of 62.5 %', async () => {
  await on('<shisei-quiz framework="self-assessment" skip-start></shisei-quiz>', 'html { font-size: 62.5% }', async (page) => {
    assert.equal(await style(page, '', 'fontSize'), '16px');
    for (const target of ['.choice', 'summary', 'button.main'])
      assert.ok((await page.locator(target).first().boundingBox()).height >= 44, target);
    assert.ok((await page.locator('[type=radio]').first().boundingBox()).width >= 20);
  });
});

test('a page dark by its style sheet alone, and one that turns light', async () => {
  const css = 'body { background: #111; color: #eee } .day { background: #fff; color: #222 }';
  await on('<shisei-quiz framework="self-assessment" skip-start></shisei-quiz>', css, async (page) => {
    assert.ok(brightness(await style(page, '.choice', 'backgroundColor')) < 60);
    assert.ok(brightness(await style(page, '.choice', 'color')) > 200);
    await page.evaluate(() => document.body.classList.add('day'));
    await page.waitForFunction(() => document.querySelector('shisei-quiz').shadowRoot.querySelector('.root.light'));
    assert.ok(brightness(await style(page, '.choice', 'backgroundColor')) > 200);
    await page.locator('shisei-quiz').evaluate((quiz) => (quiz.theme = 'dark'));
    assert.ok(brightness(await style(page, '.choice', 'backgroundColor')) < 60, 'the host may say which');
    assert.ok(brightness(await style(page, '.root', 'backgroundColor')) < 60);
  });
});

test('nothing hides behind a sticky head of the page', async () => {
  const css = 'header { position: sticky; top: 0; height: 60px } shisei-quiz { --shisei-sticky-top: 60px } p { height: 900px }';
  await on('<header>Chamber</header><shisei-quiz framework="self-assessment" mode="group" skip-start></shisei-quiz><p></p>', css, async (page) => {
    assert.equal(await style(page, '', 'scrollMarginTop'), '60px');
    await press(page, 'Next');
    const { top } = await page.locator('shisei-quiz').evaluate((quiz) => quiz.shadowRoot.querySelector('.top').getBoundingClientRect());
    assert.ok(top >= 60, `the way back is at ${top}`);
  });
});

test('what stands below hardly moves while the quiz loads', async () => {
  const css = 'shisei-quiz:not(:defined) { display: block; min-height: 38em }';
  const observe = `${withStyle(css)}; globalThis.shift = 0;
    new PerformanceObserver((list) => { for (const one of list.getEntries()) globalThis.shift += one.value; }).observe({ type: 'layout-shift', buffered: true });
    const real = fetch; globalThis.fetch = async (...all) => { await new Promise((go) => setTimeout(go, 300)); return real(...all); };`;
  for (const attributes of ['', 'skip-start', 'skip-start mode="group"'])
    await inChromium(async (open) => {
      const pages = { '/demo/host.html': { body: host(`<shisei-quiz framework="self-assessment" ${attributes}></shisei-quiz>`, '<footer>Chamber of commerce</footer>') } };
      const { page } = await open('/demo/host.html', { before: observe, pages });
      await drawn(page);
      await page.waitForTimeout(600);
      const shift = await page.evaluate(() => globalThis.shift);
      assert.ok(shift < 0.05, `${attributes}: ${shift}`);
    });
});

test('answers and value may be set, before and after, and the same again changes nothing', async () => {
  await on('<shisei-quiz framework="self-assessment" skip-start mode="all"></shisei-quiz>', '', async (page) => {
    const quiz = page.locator('shisei-quiz');
    await quiz.evaluate((quiz) => (quiz.answers = { 'SA-01': 'partial' }));
    await page.waitForFunction(() => document.querySelector('shisei-quiz').answers['SA-01']);
    assert.ok(await page.locator('input[value=partial]').first().isChecked());
    await page.evaluate(answerAll, { 'SA-02': 'unknown' });
    await quiz.evaluate((quiz) => (quiz.answers = { 'SA-01': 'partial' }));
    assert.deepEqual(await answers(page), { 'SA-01': 'partial', 'SA-02': 'unknown' }, 'a host that renders anew');
    await quiz.evaluate((quiz) => (quiz.value = JSON.stringify({ answers: { 'SA-03': 'implemented' } })));
    assert.deepEqual(await answers(page), { 'SA-03': 'implemented' });
    assert.deepEqual(JSON.parse(await quiz.evaluate((quiz) => quiz.value)).answers, { 'SA-03': 'implemented' });
    await quiz.evaluate((quiz) => (quiz.answers = { 'SA-03': 'implemented', 'SA-99': 'x' }));
    assert.deepEqual((await heard(page, 'shisei-error')).map(({ code }) => code), ['answers']);
    await page.evaluate(() => {
      const early = document.createElement('shisei-quiz');
      early.framework = 'five-basics';
      early.skipStart = true;
      early.answers = { B1: 'done' };
      early.required = true;
      document.querySelector('shisei-quiz').replaceWith(early);
    });
    await page.waitForFunction(() => document.querySelector('shisei-quiz').answers.B1 === 'done');
    assert.deepEqual(await quiz.evaluate((quiz) => [quiz.checkValidity(), quiz.validity.valueMissing, quiz.labels.length]), [false, true, 0]);
  });
});

test('a frame grows with the quiz, and only for the page it was meant for', async () => {
  await inChromium(async (open, origin) => {
    const { page } = await open('/demo/index.html');
    const elsewhere = origin.replace('127.0.0.1', 'localhost');
    const inside = host('<shisei-quiz framework="self-assessment" skip-start mode="all"></shisei-quiz>', '<script src="/dist/embed.js"></script>');
    const around = `<!doctype html><title>t</title><script src="${origin}/dist/embed.js"></script>
      <iframe data-shisei id="right" src="${elsewhere}/demo/inside.html"></iframe><iframe id="other" src="${elsewhere}/demo/inside.html"></iframe>`;
    await page.route('**/demo/inside.html', (route) => route.fulfill({ contentType: 'text/html', body: inside }));
    await page.route('**/demo/around.html', (route) => route.fulfill({ contentType: 'text/html', body: around }));
    await page.goto(`${origin}/demo/around.html`);
    const height = (id) => page.evaluate((id) => document.getElementById(id).offsetHeight, id);
    await page.waitForFunction(() => document.getElementById('right').offsetHeight > 4000);
    assert.ok((await height('other')) < 400, 'a frame that was not marked');
    await page.evaluate(() => postMessage({ kind: 'shisei-height', height: 7 }, '*'));
    assert.ok((await height('right')) > 4000, 'a message of somebody else');
  });
});

test('listeners of the page hear how far people are, not what they answer', async () => {
  await on('<shisei-quiz framework="five-basics"></shisei-quiz>', '', async (page) => {
    await page.evaluate(() => {
      globalThis.outside = [];
      for (const type of ['ready', 'page', 'answer', 'complete', 'take', 'reset'])
        document.addEventListener(`shisei-${type}`, ({ detail }) => globalThis.outside.push([type, detail]));
    });
    await press(page, 'Start');
    for (const [at, { id }] of framework('five-basics').definition.controls.entries()) {
      await page.locator(`input[name=${id}]`).first().check();
      await press(page, at < 5 ? 'Next' : 'Show the result');
    }
    await heading(page, 'Your result');
    await press(page, 'Start again');
    const outside = await page.evaluate(() => globalThis.outside);
    assert.deepEqual(outside.filter(([type]) => type === 'answer' || type === 'complete'), []);
    assert.deepEqual(outside.at(-1), ['reset', {}]);
    assert.deepEqual(outside.find(([, { place }]) => place === 'result'), ['page', { place: 'result', count: 6, answered: 6 }]);
    assert.equal((await heard(page, 'shisei-answer')).length, 6, 'at the element all is heard');
  });
});

test('words, level of headings and slots are the host’s', async () => {
  const quiz = '<h2>Ours</h2><shisei-quiz framework="five-basics" heading-level="3" mode="all" skip-start><b>Loading</b><p slot="result-after">Call us</p></shisei-quiz>';
  await on(quiz, '', async (page) => {
    assert.equal(await page.getByText('Loading').isVisible(), false, 'seen only until the quiz is there');
    await page.locator('shisei-quiz').evaluate((quiz) => (quiz.words = { finish: 'Where are we?' }));
    await page.evaluate(answerAll, Object.fromEntries(framework('five-basics').definition.controls.map(({ id }) => [id, 'partly'])));
    await press(page, 'Where are we?');
    assert.equal(await page.getByRole('heading', { name: 'Your result' }).getAttribute('aria-level'), '4');
    assert.ok(await page.getByText('Call us').isVisible());
    await page.evaluate(() => (document.documentElement.lang = 'ja'));
    await heading(page, '診断の結果');
  });
});

test('`advance`: an answer by pointer leads on, arrow keys do not, nor what is to be read', async () => {
  await on('<shisei-quiz framework="self-assessment" advance="auto" mode="one" skip-start></shisei-quiz>', '', async (page) => {
    await page.getByText('Implemented', { exact: true }).click();
    await heading(page, controls[1].question.en);
    await page.getByRole('radio').first().focus();
    await page.keyboard.press('ArrowDown');
    await page.waitForTimeout(400);
    await heading(page, controls[1].question.en);
    await page.getByText("Don't know", { exact: true }).click();
    await page.getByText('counts 1 point below “Not implemented”').waitFor();
    await page.waitForTimeout(400);
    await heading(page, controls[1].question.en);
  });
});

test('153 questions: a menu of sections, ten on a page, and one level alone', async () => {
  const scs = framework('scs').definition;
  await on('<shisei-quiz framework="scs" mode="group" skip-start></shisei-quiz>', '', async (page) => {
    assert.ok((await page.locator('fieldset').count()) <= 10);
    await page.locator('[part=menu] summary').click();
    assert.equal(await page.locator('[part=menu] li').count(), scs.groups.length + 1);
    await page.locator('[part=menu] li button').nth(3).click();
    assert.equal(await page.locator('fieldset input').first().getAttribute('name'), scs.controls.find(({ group }) => group === scs.groups[3].id).id);
    await page.locator('[part=menu] summary').click();
    await press(page, 'The result so far');
    await page.getByText('There is a result after 46 more answers.').waitFor();
    const level = scs.controls.filter(({ tags }) => tags.includes('level:star-3'));
    await page.locator('shisei-quiz').evaluate((quiz) => {
      quiz.mode = 'all';
      quiz.only = 'level:star-3';
    });
    await page.waitForFunction((count) => document.querySelector('shisei-quiz').shadowRoot.querySelectorAll('fieldset').length === count, level.length);
    await page.evaluate(answerAll, Object.fromEntries(level.map(({ id }) => [id, 'met'])));
    await press(page, 'Show the result');
    await heading(page, 'Your result');
    assert.match(await page.locator('[part=score]').textContent(), new RegExp(`^100%.*only: ${level.length} questions`));
    assert.match(await page.locator('[part=tiers] > li').first().textContent(), /Reached$/);
    await page.locator('shisei-quiz').evaluate((quiz) => (quiz.only = 'level:none'));
    await page.getByRole('alert').waitFor();
    assert.equal((await heard(page, 'shisei-error'))[0].code, 'unknown-tag');
  });
});

test('a page whose policy refuses wasm gets the same result from plain JavaScript', async () => {
  await inChromium(async (open, origin) => {
    const { page, requests } = await open('/demo/index.html?lang=en');
    await page.addInitScript(listen);
    const body = host('<shisei-quiz framework="self-assessment" mode="all" skip-start></shisei-quiz>');
    await page.route('**/demo/bank.html', (route) =>
      route.fulfill({ contentType: 'text/html', headers: { 'content-security-policy': "default-src 'self'; img-src data:" }, body }));
    const before = requests.length;
    await page.goto(`${origin}/demo/bank.html`);
    await drawn(page);
    const given = Object.fromEntries(controls.map(({ id }, at) => [id, ['implemented', 'partial', 'unknown'][at % 3]]));
    await page.evaluate(answerAll, given);
    await press(page, 'Show the result');
    await heading(page, 'Your result');
    assert.deepEqual(await heard(page, 'shisei-complete'), [{ ...framework('self-assessment').assess(given) }]);
    assert.deepEqual(await heard(page, 'shisei-error'), []);
    assert.ok(requests.slice(before).some((url) => /\/plain-\w+\.js$/.test(url)));
    // Elsewhere nobody pays for it.
    assert.ok(!requests.slice(0, before).some((url) => /plain-/.test(url)));
  });
});
