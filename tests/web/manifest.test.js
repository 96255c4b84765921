// custom-elements.json is what the element is: in the browser, and in the style sheet.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';

import { inChromium } from './browser.js';
import { answerAll, drawn, press } from './steps.js';
import { framework } from 'shisei';

const read = (path) => readFile(new URL(`../../bindings-wasm/${path}`, import.meta.url), 'utf8');
const [{ declarations: [quiz] }] = JSON.parse(await read('dist/custom-elements.json')).modules;
const names = (all) => all.map(({ name }) => name).sort();

test('members and attributes are there, attributes reflect, and none is forgotten', async () => {
  await inChromium(async (open) => {
    const { page } = await open('/demo/index.html?lang=en&framework=five-basics');
    await drawn(page);
    const seen = await page.evaluate(({ members, attributes }) => {
      const element = document.createElement('shisei-quiz');
      const own = Object.getOwnPropertyNames(Object.getPrototypeOf(element)).filter((name) => name !== 'constructor' && !name.endsWith('Callback'));
      const missing = members.filter(({ name }) => !(name in element)).map(({ name }) => name);
      const still = attributes.filter(({ name, fieldName }) => {
        element[fieldName] = name === 'heading-level' ? 3 : name === 'lang' || !['boolean'].includes(typeof element[fieldName]) ? 'x' : true;
        return !element.hasAttribute(name);
      });
      return { own, missing, still: still.map(({ name }) => name) };
    }, quiz);
    assert.deepEqual(seen.missing, []);
    assert.deepEqual(seen.still, []);
    assert.deepEqual(seen.own.filter((name) => !names(quiz.members).includes(name)), []);
  });
});

test('every part, slot and custom property is named, and every named one exists', async () => {
  const css = await read('element/quiz.css');
  const used = [...new Set(css.match(/--shisei-[\w-]+/g))].sort();
  assert.deepEqual(used, names(quiz.cssProperties));
  await inChromium(async (open) => {
    const found = new Set();
    const slots = new Set();
    const { page } = await open('/demo/index.html?lang=en&mode=group&share=1');
    const states = new Set();
    const offered = names(quiz.cssStates);
    const look = async () => {
      const element = page.locator('shisei-quiz');
      for (const state of await element.evaluate((quiz, all) => all.filter((one) => quiz.matches(`:state(${one})`)), offered)) states.add(state);
      const [parts, named] = await page.locator('shisei-quiz').evaluate(({ shadowRoot }) => [
        [...shadowRoot.querySelectorAll('[part]')].flatMap((one) => [...one.part]),
        [...shadowRoot.querySelectorAll('slot')].map(({ name }) => name),
      ]);
      for (const part of parts) found.add(part);
      for (const slot of named) slots.add(slot);
    };
    await drawn(page);
    await look();
    await press(page, 'Start');
    await look();
    await page.locator('shisei-quiz').evaluate((quiz) => (quiz.mode = 'all'));
    const { controls } = framework('self-assessment').definition;
    await page.evaluate(answerAll, Object.fromEntries(controls.slice(1).map(({ id }) => [id, 'unknown'])));
    await look();
    await press(page, 'Show the result');
    await look();
    await press(page, 'Show the result as a range');
    await look();
    await page.locator('shisei-quiz').evaluate((quiz) => (quiz.framework = 'security-action'));
    await press(page, 'Start');
    const action = framework('security-action').definition;
    await page.evaluate(answerAll, Object.fromEntries(action.controls.map(({ id }) => [id, 'met'])));
    await press(page, 'Show the result');
    await look();
    assert.ok(await page.locator('shisei-quiz').evaluate((quiz) => quiz.matches(`:state(outcome-${quiz.assessment.outcome.low})`)));
    await page.locator('shisei-quiz').evaluate((quiz) => (quiz.framework = 'nothing'));
    await page.getByRole('alert').waitFor();
    await look();
    // Read before the modules are there.
    const loading = await page.evaluate(async () => {
      const quiz = document.createElement('shisei-quiz');
      quiz.framework = 'five-basics';
      document.body.append(quiz);
      await null;
      return quiz.matches(':state(loading)');
    });
    if (loading) states.add('loading');
    assert.deepEqual([...found].sort(), names(quiz.cssParts));
    assert.deepEqual([...slots].sort(), names(quiz.slots));
    assert.deepEqual([...states].sort(), offered);
  });
});
