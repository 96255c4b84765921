// The plugin in WordPress, with a database of its own: as a shortcode, as a block, in the editor.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { launchChromium } from '../browser.js';
import { answer, freePort, root, run } from '../host.js';
import { picture } from '../steps.js';

const WORDS = ['Start', 'Next', 'Show the result'];
const PASSWORD = 'correct horse battery staple';
const processes = [];
let work;
let browser;
let site;
let pages;

/** Starts a program, and waits until `ready` holds. */
async function started(command, args, options, ready) {
  const process = spawn(command, args, { stdio: 'ignore', ...options });
  processes.push(process);
  const ended = new Promise((_, reject) => {
    process.on('exit', (code) => reject(new Error(`${command} ended with ${code}`)));
    process.on('error', reject);
  });
  ended.catch(() => {});
  for (let tries = 0; tries < 120; tries += 1) {
    if (await Promise.race([ready().then(() => true, () => false), ended])) return;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  throw new Error(`${command} is not ready after a minute`);
}

const config = (socket, port) => `<?php
define('DB_NAME', 'wordpress'); define('DB_USER', 'root'); define('DB_PASSWORD', ''); define('DB_HOST', 'localhost:${socket}');
define('DB_CHARSET', 'utf8mb4'); define('DB_COLLATE', '');
define('WP_HOME', 'http://127.0.0.1:${port}'); define('WP_SITEURL', WP_HOME);
define('WP_HTTP_BLOCK_EXTERNAL', true); define('DISABLE_WP_CRON', true); define('WP_DEBUG', true); define('WP_DEBUG_DISPLAY', true);
foreach (['AUTH_KEY', 'SECURE_AUTH_KEY', 'LOGGED_IN_KEY', 'NONCE_KEY', 'AUTH_SALT', 'SECURE_AUTH_SALT', 'LOGGED_IN_SALT', 'NONCE_SALT'] as $key) define($key, 'test ' . $key);
$table_prefix = 'wp_';
if (!defined('ABSPATH')) define('ABSPATH', __DIR__ . '/');
require_once ABSPATH . 'wp-settings.php';
`;

const install = `<?php
define('WP_INSTALLING', true);
require_once 'wp-load.php';
require_once ABSPATH . 'wp-admin/includes/upgrade.php';
require_once ABSPATH . 'wp-admin/includes/plugin.php';
wp_install('Chamber', 'admin', 'admin@example.org', false, '', '${PASSWORD}');
$wrong = activate_plugin('shisei-quiz/shisei-quiz.php');
if (is_wp_error($wrong)) exit($wrong->get_error_message());
switch_theme('plain');
$post = fn($content) => wp_insert_post(['post_type' => 'page', 'post_status' => 'publish', 'post_author' => 1, 'post_title' => 'Check', 'post_content' => wp_slash($content)]);
echo json_encode(array_map($post, json_decode(file_get_contents('pages.json'), true)));
`;

/** The least that a theme can be: Debian has them in packages of their own. */
const THEME = {
  'style.css': '/* Theme Name: plain */',
  'index.php': `<!doctype html><html <?php language_attributes(); ?>><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<link rel="icon" href="data:,"><?php wp_head(); ?></head><body><?php while (have_posts()) { the_post(); the_content(); } wp_footer(); ?></body></html>`,
};

const PAGES = {
  shortcode: '[shisei_quiz framework="five-basics" mode="one" resume]',
  hostile: `[shisei_quiz framework="five-basics" only='x" onclick="y' lang="en"]`,
  block: '<!-- wp:shisei/quiz {"framework":"five-basics","mode":"one"} /-->',
  other: 'Nothing here.',
};

before(async () => {
  work = await mkdtemp(join(tmpdir(), 'shisei-wordpress-'));
  const data = join(work, 'data');
  const socket = join(work, 'sql');
  const php = join(work, 'wordpress');
  const user = userInfo().username;
  await run('mariadb-install-db', ['--no-defaults', `--datadir=${data}`, '--auth-root-authentication-method=normal', `--user=${user}`, '--skip-test-db']);
  const sql = (statement) => run('mariadb', ['--no-defaults', `--socket=${socket}`, '-uroot', '-e', statement]);
  await started('mariadbd', ['--no-defaults', `--datadir=${data}`, `--socket=${socket}`, `--pid-file=${work}/pid`, '--skip-networking', `--user=${user}`], {}, () => sql('select 1'));
  await sql('create database wordpress character set utf8mb4');
  await cp('/usr/share/wordpress', php, { recursive: true, dereference: true });
  await rm(join(php, 'wp-content'), { recursive: true });
  await cp('/usr/share/wordpress/wp-content', join(php, 'wp-content'), { recursive: true, dereference: true });
  const plugin = join(php, 'wp-content/plugins/shisei-quiz');
  await cp(join(root, 'examples/web/wordpress'), plugin, { recursive: true });
  await cp(join(root, 'bindings-wasm/dist'), join(plugin, 'dist'), { recursive: true });
  const theme = join(php, 'wp-content/themes/plain');
  await mkdir(theme);
  for (const [file, text] of Object.entries(THEME)) await writeFile(join(theme, file), text);
  const port = await freePort();
  site = `http://127.0.0.1:${port}/`;
  await writeFile(join(php, 'wp-config.php'), config(socket, port));
  await writeFile(join(php, 'install-test.php'), install);
  await writeFile(join(php, 'pages.json'), JSON.stringify(PAGES));
  const { stdout } = await run('php', ['install-test.php'], { cwd: php, env: { ...process.env, HTTP_HOST: `127.0.0.1:${port}` } });
  pages = JSON.parse(stdout.slice(stdout.lastIndexOf('{')));
  await started('php', ['-S', `127.0.0.1:${port}`, '-t', php], {}, async () => {
    const { ok } = await fetch(`${site}wp-includes/version.php`);
    if (!ok) throw new Error('not yet');
  });
  browser = await launchChromium();
});

after(async () => {
  await browser?.close();
  for (const process of processes) process.kill();
  await rm(work, { recursive: true, force: true, maxRetries: 9, retryDelay: 500 });
});

const address = (name) => `${site}?page_id=${pages[name]}`;

for (const name of ['shortcode', 'block'])
  test(`the quiz as a ${name}`, async () => {
    const page = await answer(browser, address(name), WORDS);
    assert.equal(await page.locator('shisei-quiz').evaluate((quiz) => quiz.resume), name === 'shortcode');
    await picture(page, `host-wordpress-${name}`);
  });

test('what is written into a shortcode stays text, and other pages load nothing', async () => {
  const written = await (await fetch(address('hostile'))).text();
  assert.match(written, /<shisei-quiz framework="five-basics"[^>]*>/);
  assert.match(written, /only="x&quot; onclick=&quot;y"/);
  assert.doesNotMatch(await (await fetch(address('other'))).text(), /quiz\.js/);
});

test('the block in the editor', async () => {
  const page = await browser.newPage({ viewport: { width: 1200, height: 900 } });
  await page.goto(`${site}wp-login.php`);
  await page.locator('#user_login').fill('admin');
  await page.locator('#user_pass').fill(PASSWORD);
  await page.locator('#wp-submit').click();
  await page.waitForURL(/wp-admin/);
  await page.goto(`${site}wp-admin/post.php?post=${pages.block}&action=edit`);
  await page.waitForFunction(() => globalThis.wp?.data?.select('core/block-editor')?.getBlocks().length > 0, null, { timeout: 60_000 });
  const [block] = await page.evaluate(() => globalThis.wp.data.select('core/block-editor').getBlocks().map(({ name, isValid, attributes }) => ({ name, isValid, attributes })));
  assert.deepEqual(block, { name: 'shisei/quiz', isValid: true, attributes: { framework: 'five-basics', mode: 'one', resume: false } });
  const offered = await page.evaluate(() => globalThis.shiseiQuiz.frameworks);
  assert.ok(offered.includes('self-assessment') && offered.includes('scs'), String(offered));
});
