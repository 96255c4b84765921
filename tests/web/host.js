// The package as others get it: packed, unpacked into a project of its own, served, answered.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { framework } from 'shisei';

import { listen, press } from './steps.js';

export const run = promisify(execFile);
export const root = fileURLToPath(new URL('../../', import.meta.url));
const TYPES = { '.html': 'text/html', '.js': 'text/javascript' };
// Vue, webpack and Svelte make policies of Trusted Types for themselves; the quiz makes none.
const POLICY =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; img-src data:; style-src 'self'; require-trusted-types-for 'script'; trusted-types vue webpack svelte-trusted-html";

/** An example in a fresh folder, with the packed package in it and what else it asks for. */
export async function project(work, name, packages = []) {
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
export async function served(folder, use) {
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

/** A port that nobody listens on, for servers that have to be told theirs. */
export async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** A page, and every error that it complains of. */
export async function opened(browser, url) {
  const page = await browser.newPage({ viewport: { width: 360, height: 740 }, locale: 'en' });
  const complaints = [];
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(String(error)));
  await page.addInitScript(listen);
  await page.goto(url);
  return { page, complaints };
}

/** Six questions, one at a time, the first choice of each. */
export async function answer(browser, url, [begin, next, finish]) {
  const { page, complaints } = await opened(browser, url);
  const { controls } = framework('five-basics').definition;
  await press(page, begin);
  for (const at of controls.keys()) {
    await page.locator('fieldset').getByRole('radio').first().check();
    await press(page, at === controls.length - 1 ? finish : next);
  }
  const given = Object.fromEntries(controls.map(({ id }) => [id, 'done']));
  const complete = await page.evaluate(() => globalThis.heard.filter(({ type }) => type === 'shisei-complete'));
  assert.deepEqual(complete.map(({ detail }) => detail), [{ ...framework('five-basics').assess(given) }]);
  assert.deepEqual(complaints, []);
  return page;
}

/** The form of `examples/web/api`: two boxes ticked. */
export async function tick(browser, url) {
  const { page, complaints } = await opened(browser, url);
  for (const box of [0, 2]) await page.getByRole('checkbox').nth(box).check();
  const { controls } = framework('five-basics').definition;
  const { findings } = framework('five-basics').assess({ [controls[0].id]: 'done', [controls[2].id]: 'done' });
  const { advice } = controls.find(({ id }) => id === findings[0].control);
  assert.equal(await page.locator('output').textContent(), `2 of 6. ${advice.en}`);
  assert.deepEqual(complaints, []);
}
