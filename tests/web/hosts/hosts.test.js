// The examples in webpack, Svelte and Next.js, which are too large to be installed for every test run.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { after, before, test } from 'node:test';

import webpack from 'webpack';

import { launchChromium } from '../browser.js';
import { answer, freePort, project, run, served, tick } from '../host.js';
import { picture } from '../steps.js';

const EN = ['Start', 'Next', 'Show the result'];
let work;
let browser;

before(async () => {
  // In this folder, so that what is installed in it is found.
  work = await mkdtemp(join(import.meta.dirname, 'work-'));
  browser = await launchChromium();
});
after(async () => {
  await browser?.close();
  await rm(work, { recursive: true, force: true });
});

async function packed(folder) {
  const options = { mode: 'production', context: folder, entry: './main.js', output: { path: folder, filename: 'main.js', publicPath: '', trustedTypes: 'webpack' }, performance: false };
  const stats = await promisify(webpack)(options);
  const { errors, warnings } = stats.toJson({ all: false, errors: true, warnings: true });
  assert.deepEqual({ errors, warnings }, { errors: [], warnings: [] });
  await rm(join(folder, 'node_modules'), { recursive: true });
}

for (const entry of ['shisei/five-basics', 'shisei']) {
  test(`${entry} in webpack`, async () => {
    const folder = await project(work, 'api');
    await run('sed', ['-i', `s#'shisei/five-basics'#'${entry}'#`, 'main.js'], { cwd: folder });
    await packed(folder);
    await served(folder, (url) => tick(browser, url));
  });
}

test('the quiz in webpack, in parts', async () => {
  const folder = await project(work, 'react');
  await packed(folder);
  await served(folder, (url) => answer(browser, url, EN));
});

test('the quiz in Svelte, built by Vite', async () => {
  const folder = await project(work, 'svelte');
  await run(process.execPath, [join(import.meta.dirname, 'node_modules/vite/bin/vite.js'), 'build', '--logLevel', 'warn'], { cwd: folder });
  await served(join(folder, 'dist'), async (url) => {
    const page = await answer(browser, url, EN);
    assert.equal(await page.locator('output').textContent(), '6 done');
    assert.equal(await page.locator('shisei-quiz').evaluate((quiz) => quiz.resume), true);
    await picture(page, 'host-svelte');
  });
});

const next = join(import.meta.dirname, 'node_modules/next/dist/bin/next');
const quiet = { ...process.env, NEXT_TELEMETRY_DISABLED: '1' };

/** Starts a server of Next.js while `use` looks at it. */
async function started(folder, command, use) {
  const port = await freePort();
  const server = spawn(process.execPath, [next, command, '-p', port, '-H', '127.0.0.1'], { cwd: folder, env: quiet });
  let said = '';
  try {
    await new Promise((resolve, reject) => {
      const look = (text) => (said += text).includes('Ready') && resolve();
      server.stdout.on('data', look);
      server.stderr.on('data', look);
      server.on('exit', () => reject(new Error(said)));
    });
    await use(`http://127.0.0.1:${port}/`);
  } finally {
    server.kill();
  }
}

async function looked(url) {
  const html = await (await fetch(url)).text();
  assert.match(html.replaceAll('<!-- -->', ''), /After one answer: -20 to 100 of 100 points\./);
  const page = await answer(browser, url, EN);
  assert.equal(await page.locator('output').textContent(), '6 of 6');
  await picture(page, 'host-next');
}

for (const bundler of ['--turbopack', '--webpack']) {
  test(`Next.js, built and started: ${bundler}`, async () => {
    const folder = await project(work, 'next');
    await run(process.execPath, [next, 'build', bundler], { cwd: folder, env: quiet });
    await started(folder, 'start', looked);
  });
}

test('Next.js in development', async () => {
  const folder = await project(work, 'next');
  // Its badge would lie over the buttons.
  await writeFile(join(folder, 'next.config.mjs'), 'export default { devIndicators: false };\n');
  await started(folder, 'dev', looked);
});
