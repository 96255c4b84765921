// The calls of the shared vectors through the function of each name, and its types held against
// what goes in and comes out of it.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { test } from 'node:test';

import * as api from 'shisei';

import { files } from './files.js';
import { run as result } from './vectors.js';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../../', import.meta.url));
/** Names that stand for other names in the vectors about errors. */
const own = (name) => name.replace(/_(\w)/g, (_, letter) => letter.toUpperCase());

const calls = Object.values(files)
  .flatMap((file) => file.cases)
  .filter(({ call, raw }) => call && raw === undefined)
  .map((one) => ({ one, call: one.call, given: one.arguments ?? {}, refused: 'problems' in one.result && 'code' in one.result }));

test('every function of the core has one here', () => {
  const named = new Set(calls.filter(({ refused }) => !refused).map(({ call }) => call));
  for (const name of named) assert.equal(typeof api[own(name)], 'function', name);
  assert.ok(named.size > 25);
});

test('arguments and results that Rust gives fit the types', async () => {
  // Inside the repository, so that the package is found by its name.
  await mkdir(join(root, 'build/web'), { recursive: true });
  const folder = await mkdtemp(join(root, 'build/web/typed-'));
  try {
    const fitting = calls.filter(({ refused }) => !refused);
    const lines = await Promise.all(
      fitting.map(
        async ({ one, call, given }, at) =>
          `export const given${at}: Arguments['${call}'] = ${JSON.stringify(given)};\n` +
          `export const result${at}: ReturnType<typeof ${own(call)}> = ${await result(api, one)};\n`,
      ),
    );
    const used = [...new Set(fitting.map(({ call }) => own(call)))];
    const source = `import type { Arguments, ${used.join(', ')} } from 'shisei';\n${lines.join('')}`;
    await writeFile(join(folder, 'typed.ts'), source);
    const options = { extends: '../../../bindings-wasm/tsconfig.json', include: ['typed.ts'] };
    await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(options));
    const { stdout } = await run(join(root, 'node_modules/.bin/tsc'), ['-p', folder], { cwd: root }).catch((error) => error);
    assert.equal(stdout, '');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
