import assert from 'node:assert/strict';
import { test } from 'node:test';

import { assess, framework, frameworks, ownFramework, ShiseiError } from 'shisei';

test('a framework without an edition is the current one, and scores answers', () => {
  const current = framework('self-assessment');
  assert.equal(current.definition.status, 'current');
  const answers = Object.fromEntries(current.definition.controls.map(({ id }) => [id, 'implemented']));
  const assessment = current.assess(answers, { subject: 'Example', date: '2026-11-22' });
  assert.deepEqual(assessment.points, { low: 100, high: 100, min: -25, max: 100 });
  assert.equal(assessment.framework.digest, current.digest);
  assert.equal(assessment.subject, 'Example');
  assert.deepEqual(assess({ framework: current.reference, answers }).points, assessment.points);
});

test('every framework is listed once and found by its reference', () => {
  const references = frameworks().map((one) => one.reference);
  assert.ok(references.length > 0);
  assert.equal(new Set(references).size, references.length);
  for (const reference of references) assert.equal(framework(reference).reference, reference);
});

test('a refused input is an Error with code and every problem', () => {
  const refused = (error) => {
    assert.ok(error instanceof ShiseiError && error instanceof Error);
    assert.equal(error.code, 'invalid-sheet');
    assert.deepEqual(error.problems.map(({ code }) => code), ['unknown-control', 'unknown-choice']);
    assert.equal(error.problems[0].nearest, 'SA-01');
    return true;
  };
  const sheet = { framework: 'self-assessment', answers: { 'SA-1': 'partial', 'SA-02': 'maybe' } };
  assert.throws(() => assess(sheet), refused);
  assert.throws(() => framework('self-assesment'), { code: 'unknown-framework' });
  assert.throws(() => assess(sheet, { lang: 'ja' }), /問題があります/);
});

test('what JSON cannot express is refused, and not taken for unanswered', () => {
  const basics = framework('five-basics@4.0');
  const problems = (given) => {
    try {
      basics.assess({ B1: given });
    } catch (error) {
      return error.problems.map(({ code, at, given: what }) => [code, at, what]);
    }
    return [];
  };
  assert.deepEqual(problems(NaN), [['unknown-choice', 'B1', 'NaN (number)']]);
  assert.deepEqual(problems(-Infinity), [['unknown-choice', 'B1', '-inf (number)']]);
  assert.deepEqual(problems(4n), [['unknown-choice', 'B1', '4 (number)']]);
  assert.deepEqual(problems(() => 'done'), [['unknown-choice', 'B1', '… (function)']]);
  assert.deepEqual(problems({ choice: 'done', note: NaN }), [['wrong-type', 'B1.note', 'NaN (number)']]);
  assert.deepEqual(problems(new Date(NaN)), [['unknown-choice', 'B1', 'Date (object)']]);
  const around = {};
  around.choice = around;
  assert.deepEqual(problems(around), [['unknown-choice', 'B1', '{…} (object)']]);
  const inherited = Object.assign(Object.create({ B1: 'done' }), { B2: 'done' });
  assert.throws(() => basics.assess(inherited), { code: 'invalid-sheet' });
});

test('a refused option names the valid ones', () => {
  assert.throws(
    () => basicsWith('dnoe'),
    (error) => error.problems[0].nearest === 'done' && error.problems[0].valid.includes('not-done'),
  );
});

const basicsWith = (choice) => framework('five-basics@4.0').assess({ B1: choice });

test("one's own framework passes the same checks and scores the same", async () => {
  const builtIn = framework('five-basics');
  const own = await ownFramework(builtIn.definition);
  assert.equal(own.digest, builtIn.digest);
  assert.deepEqual(own.assess({ B1: 'done' }), builtIn.assess({ B1: 'done' }));
  const broken = { ...builtIn.definition, controls: [] };
  await assert.rejects(ownFramework(broken), { code: 'invalid-framework' });
  await assert.rejects(ownFramework('id = ', { format: 'toml' }), { code: 'invalid-framework' });
});

test('positions give the same result as names, and only allowed ones', () => {
  const basics = framework('five-basics@4.0');
  const [first] = basics.definition.scales[0].choices;
  const row = new Uint8Array(basics.definition.controls.length).fill(255);
  row[0] = 0;
  assert.deepEqual(basics.assessRow(row), basics.assess({ B1: first.id }));
  row[0] = 200;
  assert.equal(basics.assessRow(row), undefined);
  assert.equal(basics.assessRow(new Uint8Array(1)), undefined);
});
