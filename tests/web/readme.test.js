// The JavaScript examples of the READMEs run as they stand.
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';

const root = new URL('../../', import.meta.url);

for (const name of ['README.md', 'README.ja.md', 'bindings-wasm/README.md']) {
  test(`${name}: the examples run`, async () => {
    const text = await readFile(new URL(name, root), 'utf8');
    const examples = [...text.matchAll(/^```js\n(.*?)^```/gms)].map((match) => match[1]);
    assert.ok(examples.length > 0, `${name} has no JavaScript example`);
    // Inside the tests' folder, so that `shisei` is found as a package would be.
    const folder = await mkdtemp(join(import.meta.dirname, 'readme-'));
    try {
      for (const [at, example] of examples.entries()) {
        const file = join(folder, `example-${at}.mjs`);
        await writeFile(file, example);
        await import(file);
      }
    } finally {
      await rm(folder, { recursive: true });
    }
  });
}
