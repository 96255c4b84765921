import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';

import * as api from 'shisei';

import { inChromium } from './browser.js';
import { files } from './files.js';
import { check } from './vectors.js';

function verdict({ cases, wrong }) {
  assert.deepEqual(wrong, []);
  assert.ok(cases > 0, 'no vectors were found');
}

test('the shared vectors in Node, byte for byte', async () => {
  verdict(await check(api, files));
});

test('the shared vectors in Chromium, byte for byte', async () => {
  await inChromium(async (open) => {
    const { page, complaints } = await open('/demo/index.html?framework=five-basics');
    // The runner itself, from the page's own origin as its policy wants.
    const runner = await readFile(new URL('vectors.js', import.meta.url), 'utf8');
    await page.route('**/vectors.js', (route) =>
      route.fulfill({ contentType: 'text/javascript', body: runner }),
    );
    const outcome = await page.evaluate(
      async (files) => {
        const api = await import('/dist/index.js');
        const { check } = await import('/vectors.js');
        return check(api, files);
      },
      files,
    );
    verdict(outcome);
    assert.deepEqual(complaints, []);
  });
});
