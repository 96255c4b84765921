// What the module of the quiz says stays right, and it takes no more memory with every answer.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { framework } from 'shisei';

import carried from '../../bindings-wasm/dist/frameworks/self-assessment@4.0.ja.js';
import other from '../../bindings-wasm/dist/frameworks/scs@2026-03-27.ja.js';
import packed from '../../bindings-wasm/glue/bytes/engine.js';
import { buffer, bytes, wasm } from '../../bindings-wasm/js/bytes.js';

test('thousands of answers in one page: right to the end, in the same memory', async () => {
  const { exports } = (await WebAssembly.instantiate(wasm(packed))).instance;
  const { put, take } = buffer(exports);
  const names = ['self-assessment@4.0', 'scs@2026-03-27'];
  const loaded = [carried, other].map(({ rules }, at) => {
    put(bytes(rules));
    return { number: exports.load(), api: framework(names[at]) };
  });
  put(new Uint8Array([1, 2, 3]));
  assert.equal(exports.load(), 0, 'what is damaged is refused');
  for (const [credit, of, percent] of [[0, 5, 0], [2, 3, 66], [199, 200, 99], [7, 7, 100], [4e15 - 1, 4e15, 99]])
    assert.equal(exports.percent(credit / 2 ** 32, credit, of / 2 ** 32, of), percent, `${credit} of ${of}`);
  const assess = ({ number, api }, turn) => {
    const row = Uint8Array.from(api.definition.controls, (_, at) => [...api.choices(at), 255][(at * turn) % (api.choices(at).length + 1)]);
    put(row);
    assert.deepEqual(JSON.parse(new TextDecoder().decode(take(exports.assess(number)))), { ...api.assessRow(row) });
  };
  for (let turn = 0; turn < 9; turn += 1) for (const one of loaded) assess(one, turn);
  const size = exports.memory.buffer.byteLength;
  const row = new Uint8Array(loaded[1].api.definition.controls.length).fill(255);
  for (let turn = 0; turn < 3000; turn += 1) {
    put(row);
    exports.assess(loaded[1].number);
  }
  assert.equal(exports.memory.buffer.byteLength, size);
  for (const one of loaded) assess(one, 7);
});
