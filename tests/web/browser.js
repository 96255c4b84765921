// Debian's Chromium, and the package served under its strict policy.
import { chromium } from 'playwright-core';
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

/** Runs `use` with a way to open pages; every console error and failed request is collected. */
export async function inChromium(use) {
  const server = await serve(0);
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: FLAGS,
  });
  try {
    const origin = `http://127.0.0.1:${server.address().port}`;
    await use((path, options = {}) => open(browser, origin + path, options));
  } finally {
    await browser.close();
    server.close();
  }
}

async function open(browser, url, { width = 360, height = 740, lang = 'en' }) {
  const context = await browser.newContext({ viewport: { width, height }, locale: lang });
  const page = await context.newPage();
  const complaints = [];
  const requests = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('request', (request) => requests.push(request.url()));
  await page.goto(url);
  return { page, complaints, requests };
}
