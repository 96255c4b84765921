// The package as others get it: packed, installed, bundled, beside React, Vue and plain HTML; and
// the quiz in one file, opened from a disk.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { after, before, test } from 'node:test';

import { framework } from 'shisei';
import { createServer as createDevelopmentServer } from 'vite';

import { launchChromium } from './browser.js';
import { listen, picture, press } from './steps.js';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../../', import.meta.url));
const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.wasm': 'application/wasm' };
// Vue makes a policy of Trusted Types for itself; the quiz makes none.
const POLICY =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; img-src data:; style-src 'self'; require-trusted-types-for 'script'; trusted-types vue";
let work;
let browser;

/** A fresh project with the packed package in it, and what else it asks for. */
async function project(name, packages = []) {
  const folder = await mkdtemp(join(work, `${name}-`));
  await cp(join(root, 'examples/web', name), folder, { recursive: true });
  await mkdir(join(folder, 'node_modules'));
  const { stdout } = await run('npm', ['pack', '--silent', '--pack-destination', folder], { cwd: join(root, 'bindings-wasm') });
  await run('tar', ['-xzf', join(folder, stdout.trim()), '-C', join(folder, 'node_modules')]);
  await run('mv', ['package', 'shisei'], { cwd: join(folder, 'node_modules') });
  // The rest is what npm installed for this repository: tests need no registry.
  for (const one of packages) {
    await mkdir(join(folder, 'node_modules', one, '..'), { recursive: true });
    await symlink(join(root, 'node_modules', one), join(folder, 'node_modules', one));
  }
  await writeFile(join(folder, 'package.json'), JSON.stringify({ name, private: true, type: 'module' }));
  return folder;
}

/** Serves a folder under the strict policy while `use` looks at it. */
async function served(folder, use) {
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, 'http://localhost');
    const file = join(folder, decodeURIComponent(pathname === '/' ? '/index.html' : pathname));
    const body = await readFile(file).catch(() => null);
    response.writeHead(body ? 200 : 404, {
      'content-type': TYPES[extname(file)] ?? 'application/octet-stream',
      'content-security-policy': POLICY,
    });
    response.end(body ?? '');
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    await use(`http://127.0.0.1:${server.address().port}/`);
  } finally {
    server.close();
  }
}

/** Six questions, one at a time, the first choice of each. */
async function answer(url, [next, finish]) {
  const page = await browser.newPage({ viewport: { width: 360, height: 740 }, locale: 'en' });
  const complaints = [];
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(String(error)));
  await page.addInitScript(listen);
  await page.goto(url);
  const { controls } = framework('five-basics').definition;
  for (const at of controls.keys()) {
    await page.locator('fieldset').getByRole('radio').first().check();
    await press(page, at === controls.length - 1 ? finish : next);
  }
  const given = Object.fromEntries(controls.map(({ id }) => [id, 'done']));
  const complete = await page.evaluate(() => globalThis.heard.filter(({ type }) => type === 'shisei-complete'));
  assert.deepEqual(complete.map(({ detail }) => detail), [framework('five-basics').assess(given)]);
  assert.deepEqual(complaints, []);
  return page;
}

before(async () => {
  work = await mkdtemp(join(tmpdir(), 'shisei-hosts-'));
  browser = await launchChromium();
});
after(async () => {
  await browser?.close();
  await rm(work, { recursive: true, force: true });
});

const EN = ['Next', 'Show the result'];
const JA = ['次へ', '結果を見る'];

test('plain HTML: one script tag and one element', async () => {
  await served(await project('plain'), async (url) => {
    const page = await answer(url, JA);
    assert.equal(await page.locator('output').textContent(), '6 / 6');
    await picture(page, 'host-plain');
  });
});

const HOSTS = { react: ['react', 'react-dom', 'scheduler'], vue: ['vue', '@vue'] };

for (const [name, packages] of Object.entries(HOSTS)) {
  test(`packed, installed into a fresh Vite app with ${name}, built and run`, async () => {
    const folder = await project(name, packages);
    await run(process.execPath, [join(root, 'node_modules/vite/bin/vite.js'), 'build', '--logLevel', 'warn'], { cwd: folder });
    await served(join(folder, 'dist'), async (url) => {
      const page = await answer(url, EN);
      assert.equal(await page.locator('output').textContent(), '6 done');
      assert.equal(await page.evaluate(() => document.querySelector('shisei-quiz').resume), true);
      await picture(page, `host-${name}`);
    });
  });
}

/** Pages of the development server are told its port, so it cannot find one by itself. */
async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

for (const [name, packages] of Object.entries(HOSTS)) {
  test(`the development server of Vite with ${name}`, async () => {
    const root = await project(name, packages);
    const port = await freePort();
    const server = await createDevelopmentServer({ root, logLevel: 'warn', server: { host: '127.0.0.1', port, strictPort: true } });
    try {
      await server.listen();
      const page = await answer(`http://127.0.0.1:${port}/`, EN);
      assert.equal(await page.locator('output').textContent(), '6 done');
    } finally {
      await server.close();
    }
  });
}

test('the single file, opened from a disk, asks for nothing else', async () => {
  const folder = join(work, 'single');
  await mkdir(folder);
  await cp(join(root, 'bindings-wasm/dist/single/five-basics.js'), join(folder, 'quiz.js'));
  const html = `<!doctype html><html lang="en"><meta charset="utf-8"><title>t</title>
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src file: 'wasm-unsafe-eval'">
    <script src="quiz.js"></script><shisei-quiz framework="five-basics" mode="one"></shisei-quiz>`;
  await writeFile(join(folder, 'index.html'), html);
  const page = await answer(pathToFileURL(join(folder, 'index.html')).href, EN);
  await page.locator('shisei-quiz').evaluate((quiz) => (quiz.lang = 'ja'));
  await page.getByRole('heading', { name: '診断の結果' }).waitFor();
  await page.locator('shisei-quiz').evaluate((quiz) => (quiz.definition = '{}'));
  await page.getByRole('alert').waitFor();
});
