// An assessment is plain data, and knows what can be asked of it.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import * as api from 'shisei';

const { Assessment, assess, assessJson, framework, ownFramework, ShiseiError } = api;

const answers = { 'SA-01': 'implemented', 'SA-02': { choice: 'partial', note: 'PCs' }, 'SA-03': 'unknown' };
const sheet = { framework: 'self-assessment@4.0', subject: 'Example', date: '2026-11-22', answers };
const current = framework('self-assessment@4.0');

test('its JSON is that of the core, whoever made it', () => {
  const { subject, date } = sheet;
  const json = assessJson(JSON.stringify(sheet));
  for (const one of [assess(sheet), current.assess(answers, { subject, date }), current.readAssessment(json)]) {
    assert.ok(one instanceof Assessment);
    assert.equal(JSON.stringify(one), json);
    assert.deepEqual({ ...one }, JSON.parse(json));
    assert.deepEqual(structuredClone(one), JSON.parse(json));
  }
});

test('its methods give what the functions of a sheet give', () => {
  const assessment = assess(sheet);
  const target = { points: 70 };
  assert.deepEqual(assessment.bounds(), api.bounds({ sheet }));
  assert.deepEqual(assessment.explain(), api.explain({ sheet }));
  assert.deepEqual(assessment.explain({ lang: 'ja' }), api.explain({ sheet, lang: 'ja' }));
  assert.deepEqual(assessment.peers(), api.peers({ sheet }));
  assert.deepEqual(assessment.plan({ target }), api.plan({ sheet, target }));
  const before = { ...sheet, answers: { 'SA-01': 'not-implemented' } };
  assert.deepEqual(assessment.diff(assess(before)), api.diff({ before, after: sheet }));
  const old = { framework: 'self-assessment@3.1', answers: { 'SA-01': 'partial' } };
  const { subject, ...after } = sheet;
  assert.deepEqual(assess(after).scoreChange(assess(old)), api.scoreChange({ before: old, after }));
  assert.equal(assessment.sheet.answers['SA-02'].note, 'PCs');
  const criteria = { framework: 'scs', answers: {} };
  assert.deepEqual(
    assess(criteria).references('nist-csf'),
    api.references({ sheet: criteria, scheme: 'nist-csf' }),
  );
});

test('a report comes in three forms and two languages', () => {
  const assessment = assess(sheet);
  assert.ok(assessment.report({ format: 'html' }).startsWith('<!DOCTYPE html>'));
  assert.ok(assessment.report({ format: 'markdown', lang: 'en' }).startsWith('# '));
  assert.ok(assessment.report({ lang: 'en', ascii: true, width: 60 }).includes('#'));
  assert.equal(assessment.report(), assessment.report({ lang: 'en' }));
  assert.match(assessment.report({ lang: 'ja' }), /[ぁ-ん]/);
  assert.ok(assessment.report({ color: true }).includes('\u001b['));
});

test('a result read back can be asked, though it has no reasons', () => {
  const insider = framework('insider-fraud@5');
  const [{ id }] = insider.definition.controls;
  const taken = insider.assess({ [id]: { choice: 'accepted', reason: 'one employee' } });
  const again = insider.readAssessment(JSON.stringify(taken));
  assert.deepEqual({ ...again }, { ...taken });
  assert.deepEqual(again.bounds(), taken.bounds());
  assert.deepEqual(again.sheet.answers, { [id]: 'accepted' });
  assert.throws(() => framework('insider-fraud@4').readAssessment(JSON.stringify(taken)), {
    code: 'invalid-argument',
  });
});

test('positions and custom frameworks can be asked, too', async () => {
  const basics = framework('five-basics@4.0');
  const row = new Uint8Array(basics.definition.controls.length).fill(255);
  row[0] = 0;
  assert.deepEqual(basics.assessRow(row).bounds(), basics.assess({ B1: 'done' }).bounds());
  const own = await ownFramework({ ...basics.definition, id: 'mine' });
  const plan = own.assess({}).plan({ budget: 3 });
  assert.equal(plan.framework.id, 'mine');
  assert.deepEqual(plan.steps, basics.assess({}).plan({ budget: 3 }).steps);
});

test('what is refused is a ShiseiError with every problem, in the language asked for', () => {
  const assessment = assess(sheet);
  const refused = (use) => {
    try {
      use();
    } catch (error) {
      assert.ok(error instanceof ShiseiError, String(error));
      return error.problems.map(({ code, at }) => [code, at]);
    }
    return [];
  };
  assert.deepEqual(refused(() => assessment.plan({ budget: 3, forbidden: 'SA-01', effort: 1 })), [
    ['unknown-field', null],
    ['wrong-type', 'forbidden'],
  ]);
  assert.deepEqual(refused(() => assessment.report({ format: 'pdf' })), [['unknown-option', 'format']]);
  assert.equal(refused(() => assessment.references('iso-27002'))[0][0], 'unknown-reference');
  assert.throws(() => assessment.plan({}, { lang: 'ja' }), /[ぁ-ん]/);
  assert.throws(() => assessment.diff({ ...assessment }), TypeError);
});
