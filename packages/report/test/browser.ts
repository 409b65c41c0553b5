import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

const INSTALLED = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/microsoft-edge',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * A real browser: one that is installed, else the Chromium inside the npm package @sparticuz/chromium. It has all the
 * time that it takes.
 * @throws where none of them starts, with what each said
 */
export async function launchBrowser(): Promise<Browser> {
  const refusals: string[] = [];
  const packaged = async (): Promise<string> => (await import('@sparticuz/chromium')).default.executablePath();
  for (const find of [...INSTALLED.filter((path) => existsSync(path)).map((path) => async () => path), packaged]) {
    try {
      return await chromium.launch({ executablePath: await find(), args: FLAGS, timeout: 0 });
    } catch (error) {
      refusals.push(error instanceof Error ? error.message : String(error));
    }
  }
  throw new Error(
    'launchBrowser: expected a browser that starts, got none; install Chromium, Chrome or ' +
      `Edge:\n${refusals.join('\n')}`,
  );
}
