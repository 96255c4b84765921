// The example for Next.js: scored on the server, the quiz in the browser; with either of its bundlers.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { launchChromium } from './browser.js';
import { answer, freePort, project, root, run } from './host.js';
import { picture } from './steps.js';

const EN = ['Start', 'Next', 'Show the result'];
let work;
let browser;

before(async () => {
  // Inside the repository, so that what is installed for it is found: Turbopack follows no links out of a project.
  const build = join(root, 'build');
  await mkdir(build, { recursive: true });
  work = await mkdtemp(join(build, 'next-'));
  browser = await launchChromium();
});
after(async () => {
  await browser?.close();
  await rm(work, { recursive: true, force: true });
});

const next = join(root, 'node_modules/next/dist/bin/next');
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
