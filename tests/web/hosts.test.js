// The package in plain HTML, esbuild, webpack and Vite, beside React, Vue and Svelte; and the quiz in one
// file, opened from a disk.
import assert from 'node:assert/strict';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';

import { build } from 'esbuild';
import { createServer as createDevelopmentServer } from 'vite';
import webpack from 'webpack';

import { launchChromium } from './browser.js';
import { answer, freePort, project, root, run, served, tick } from './host.js';
import { picture } from './steps.js';

const EN = ['Start', 'Next', 'Show the result'];
const JA = ['はじめる', '次へ', '結果を見る'];
let work;
let browser;

before(async () => {
  work = await mkdtemp(join(tmpdir(), 'shisei-hosts-'));
  browser = await launchChromium();
});
after(async () => {
  await browser?.close();
  await rm(work, { recursive: true, force: true });
});

const viteBuild = (cwd) =>
  run(process.execPath, [join(root, 'node_modules/vite/bin/vite.js'), 'build', '--logLevel', 'warn'], { cwd });

async function packed(folder) {
  const options = { mode: 'production', context: folder, entry: './main.js', output: { path: folder, filename: 'main.js', publicPath: '', trustedTypes: 'webpack' }, performance: false };
  const stats = await promisify(webpack)(options);
  const { errors, warnings } = stats.toJson({ all: false, errors: true, warnings: true });
  assert.deepEqual({ errors, warnings }, { errors: [], warnings: [] });
  await rm(join(folder, 'node_modules'), { recursive: true });
}

/** Serves what a page is in development while `use` looks at it. */
async function developed(folder, use) {
  const port = await freePort();
  const options = { host: '127.0.0.1', port, strictPort: true };
  const server = await createDevelopmentServer({ root: folder, logLevel: 'warn', server: options });
  try {
    await server.listen();
    await use(`http://127.0.0.1:${port}/`);
  } finally {
    await server.close();
  }
}

test('the package has its licences, its notices and its types', async () => {
  const { stdout } = await run('npm', ['pack', '--dry-run', '--json'], { cwd: join(root, 'bindings-wasm') });
  const [{ files }] = JSON.parse(stdout);
  const names = files.map(({ path }) => path);
  for (const name of ['LICENSE-MIT', 'LICENSE-APACHE', 'THIRD-PARTY-NOTICES.txt', 'README.md', 'types/index.d.ts', 'types/entries/sme.d.ts', 'dist/entries/sme.js'])
    assert.ok(names.includes(name), name);
  assert.deepEqual(names.filter((name) => !/^(dist|types)\/|^(LICENSE|README|THIRD|package\.json)/.test(name)), []);
});

test('plain HTML: one script tag and one element', async () => {
  await served(await project(work, 'plain'), async (url) => {
    const page = await answer(browser, url, JA);
    assert.equal(await page.locator('output').textContent(), '6 / 6');
    await picture(page, 'host-plain');
  });
});

const HOSTS = { react: ['react', 'react-dom', 'scheduler'], vue: ['vue', '@vue'], svelte: ['svelte', '@sveltejs'] };

for (const [name, packages] of Object.entries(HOSTS)) {
  test(`packed, installed into a fresh Vite app with ${name}, built and run`, async () => {
    const folder = await project(work, name, packages);
    await viteBuild(folder);
    await served(join(folder, 'dist'), async (url) => {
      const page = await answer(browser, url, EN);
      assert.equal(await page.locator('output').textContent(), '6 done');
      assert.equal(await page.evaluate(() => document.querySelector('shisei-quiz').resume), true);
      await picture(page, `host-${name}`);
    });
  });

  test(`the development server of Vite with ${name}`, async () => {
    await developed(await project(work, name, packages), async (url) => {
      const page = await answer(browser, url, EN);
      assert.equal(await page.locator('output').textContent(), '6 done');
    });
  });
}

// The entry of one framework, and the whole catalogue in its place.
for (const entry of ['shisei/five-basics', 'shisei']) {
  const api = async () => {
    const folder = await project(work, 'api');
    await run('sed', ['-i', `s#'shisei/five-basics'#'${entry}'#`, 'main.js'], { cwd: folder });
    return folder;
  };

  test(`${entry} in Vite, developed and built`, async () => {
    const folder = await api();
    await developed(folder, (url) => tick(browser, url));
    await viteBuild(folder);
    await served(join(folder, 'dist'), (url) => tick(browser, url));
  });

  test(`${entry} in webpack`, async () => {
    const folder = await api();
    await packed(folder);
    await served(folder, (url) => tick(browser, url));
  });

  for (const format of ['iife', 'esm']) {
    test(`${entry} in one file of esbuild, ${format}`, async () => {
      const folder = await api();
      const main = join(folder, 'main.js');
      await build({ entryPoints: [main], outfile: main, allowOverwrite: true, bundle: true, format, logLevel: 'error' });
      await rm(join(folder, 'node_modules'), { recursive: true });
      await served(folder, (url) => tick(browser, url));
    });
  }
}

test('the quiz in esbuild, in parts', async () => {
  const folder = await project(work, 'react', HOSTS.react);
  const options = { bundle: true, splitting: true, format: 'esm', logLevel: 'error', define: { 'process.env.NODE_ENV': '"production"' } };
  await build({ ...options, entryPoints: [join(folder, 'main.js')], outdir: folder, allowOverwrite: true });
  await rm(join(folder, 'node_modules'), { recursive: true });
  await served(folder, (url) => answer(browser, url, EN));
});

test('the quiz in webpack, in parts', async () => {
  const folder = await project(work, 'react', HOSTS.react);
  await packed(folder);
  await served(folder, (url) => answer(browser, url, EN));
});

test('the single file, opened from a disk, asks for nothing else', async () => {
  const folder = join(work, 'single');
  await mkdir(folder);
  await cp(join(root, 'bindings-wasm/dist/single/five-basics.js'), join(folder, 'quiz.js'));
  const html = `<!doctype html><html lang="en"><meta charset="utf-8"><title>t</title>
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src file: 'wasm-unsafe-eval'">
    <script src="quiz.js"></script><shisei-quiz framework="five-basics" mode="one"></shisei-quiz>`;
  await writeFile(join(folder, 'index.html'), html);
  const page = await answer(browser, pathToFileURL(join(folder, 'index.html')).href, EN);
  await page.locator('shisei-quiz').evaluate((quiz) => (quiz.lang = 'ja'));
  await page.getByRole('heading', { name: '診断の結果' }).waitFor();
  await page.locator('shisei-quiz').evaluate((quiz) => (quiz.definition = '{}'));
  await page.getByRole('alert').waitFor();
});
