// The entries that carry some frameworks: the same results and refusals as `shisei` itself.
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { test } from 'node:test';

import * as everything from 'shisei';
import * as basics from 'shisei/five-basics';

import { files } from './files.js';

const folder = new URL('../../bindings-wasm/dist/entries/', import.meta.url);
const names = readdirSync(folder).map((file) => file.replace(/\.js$/, ''));
const ids = new Set(everything.frameworks().map(({ id }) => id));

/** A result, or what is said of a refused input. */
function outcome(use) {
  try {
    return use();
  } catch ({ name, code, message, problems }) {
    return { name, code, message, problems };
  }
}

test('each framework has an entry, and some have one together', async () => {
  assert.deepEqual([...ids].filter((id) => !names.includes(id)), []);
  const { frameworks } = await import('shisei/sme');
  const carried = new Set(frameworks().map(({ id }) => id));
  assert.deepEqual([...carried], ['five-basics', 'security-action', 'self-assessment']);
});

const sheets = Object.values(files)
  .flatMap((file) => file.cases)
  .filter(({ sheet, call, definition, raw }) => sheet && !call && !definition && raw === undefined);

for (const name of names) {
  test(`shisei/${name} agrees with shisei`, async () => {
    const entry = await import(`shisei/${name}`);
    const carried = entry.frameworks();
    for (const one of carried) {
      const { reference, id, edition, digest, rulesDigest, definition } = everything.framework(one.reference);
      assert.deepEqual({ ...one, definition: one.definition }, { id, edition, reference, digest, rulesDigest, definition });
      assert.equal(entry.framework(id).reference, everything.framework(id).reference);
      for (const at of definition.controls.keys())
        assert.deepEqual(one.choices(at), everything.framework(reference).choices(at));
    }
    let agreed = 0;
    for (const { sheet, lang = 'en' } of sheets) {
      if (!carried.some(({ id }) => id === sheet.framework?.split?.('@')[0])) continue;
      const [here, there] = [entry, everything].map(({ assess }) => outcome(() => assess(sheet, { lang })));
      assert.equal(JSON.stringify(here), JSON.stringify(there));
      agreed += 1;
    }
    assert.ok(agreed > 0, 'no shared vector is of these frameworks');
  });
}

const GIVEN = {
  map: new Map([['B1', 'done'], ['B2', { choice: 'partly', note: 'PCs' }]]),
  'map by number': new Map([[1, 'done']]),
  set: new Set(['B1']),
  promise: Promise.resolve({ B1: 'done' }),
  'form data': new FormData(),
  'private fields': new (class Answers { #b1 = 'done'; get B1() { return this.#b1; } })(),
  instance: new (class Answers { B1 = 'done'; })(),
  deep: { B1: Array.from({ length: 40 }).reduce((inside) => [inside], 'done') },
  number: { B1: 1.5 },
  large: { B1: 2 ** 70 },
  nothing: null,
  missing: undefined,
  text: 'B1',
};

for (const [name, answers] of Object.entries(GIVEN)) {
  test(`answers as ${name}: read or refused, never an empty sheet`, () => {
    const [here, there] = [basics, everything].map(({ framework }) =>
      outcome(() => framework('five-basics').assess(answers)),
    );
    if (['map', 'instance'].includes(name)) {
      assert.equal(there.tally.met, 1);
      assert.deepEqual(here, { ...there });
    } else {
      assert.equal(there.code, 'invalid-sheet', JSON.stringify(there));
      assert.equal(here.code, 'invalid-sheet');
      // A number has no one way to be written; what is nested deeply is refused sooner or later.
      if (!['large', 'deep'].includes(name)) assert.deepEqual(here, there);
    }
  });
}

test('an entry knows its own frameworks and no other', () => {
  const { code, problems } = outcome(() => basics.framework('self-assessment'));
  assert.deepEqual([code, problems[0].given], ['unknown-framework', 'self-assessment']);
  assert.equal(outcome(() => basics.framework('five-basic')).problems[0].nearest, 'five-basics');
  assert.equal(outcome(() => basics.framework('five-basics@4.1')).problems[0].code, 'unknown-edition');
  assert.throws(() => basics.assess({ framework: 'scs', answers: {} }), everything.ShiseiError);
});

test('positions give the same result as names, and only allowed ones', () => {
  const framework = basics.framework('five-basics@4.0');
  const row = new Uint8Array(framework.definition.controls.length).fill(255);
  row[0] = 0;
  assert.deepEqual(framework.assessRow(row), framework.assess({ B1: 'done' }));
  row[0] = 200;
  assert.equal(framework.assessRow(row), undefined);
});
