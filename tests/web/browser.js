// Debian's Chromium and Firefox, and the package served under its strict policy.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { chromium } from 'playwright-core';
import puppeteer from 'puppeteer-core';

import { serve } from '../../bindings-wasm/server.js';

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** A separate browser, for what needs no server of ours. */
export const launchChromium = () =>
  chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: FLAGS });

/** Runs `use` with a way to open pages; every console error and failed request is collected. */
export async function inChromium(use) {
  const server = await serve(0);
  const browser = await launchChromium();
  try {
    const origin = `http://127.0.0.1:${server.address().port}`;
    await use((path, options = {}) => open(browser, origin + path, options), origin);
  } finally {
    await browser.close();
    server.close();
  }
}

async function open(browser, url, { width = 360, height = 740, lang = 'en', before, pages = {}, ...context }) {
  const browsing = await browser.newContext({ viewport: { width, height }, locale: lang, ...context });
  const page = await browsing.newPage();
  const complaints = [];
  const requests = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('request', (request) => requests.push(request.url()));
  if (before) await page.addInitScript(before);
  // Pages and files that only a test has, under the same policy.
  for (const [path, { body, contentType = 'text/html' }] of Object.entries(pages))
    await page.route(`**${path}`, async (route) => {
      const policy = await route.fetch({ url: new URL('/demo/index.html', url).href });
      await route.fulfill({ headers: { ...policy.headers(), 'content-type': contentType }, body });
    });
  await page.goto(url);
  return { page, complaints, requests };
}

/** The same in Firefox, over WebDriver BiDi. */
export async function inFirefox(use) {
  const server = await serve(0);
  const home = mkdtempSync(join(tmpdir(), 'shisei-firefox-'));
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath: process.env.FIREFOX ?? '/usr/bin/firefox-esr',
    headless: true,
    env: { ...process.env, HOME: home },
  });
  try {
    const origin = `http://127.0.0.1:${server.address().port}`;
    await use(async (path, { width = 360, height = 740, before } = {}) => {
      const page = await browser.newPage();
      await page.setViewport({ width, height });
      const complaints = [];
      const requests = [];
      page.on('console', (message) => {
        if (['error', 'warn'].includes(message.type())) complaints.push(message.text());
      });
      page.on('pageerror', (error) => complaints.push(String(error)));
      page.on('request', (request) => requests.push(request.url()));
      if (before) await page.evaluateOnNewDocument(before);
      await page.goto(origin + path);
      return { page, complaints, requests };
    });
  } finally {
    await browser.close();
    server.close();
    rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  }
}
