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

/** Where a browser comes from, for those who have none. */
export const BROWSER_REMEDY =
  'Install Chromium, Chrome or Edge (Debian: apt-get install chromium), or name one by LATENT_PATHS_BROWSER.';

/**
 * The browser on this machine: the one that LATENT_PATHS_BROWSER names, else one that is installed. Undefined where
 * there is none.
 * @throws where LATENT_PATHS_BROWSER names no file
 */
export function findBrowser(): string | undefined {
  const named = process.env['LATENT_PATHS_BROWSER'];
  if (named !== undefined && named !== '' && !existsSync(named))
    throw new Error(`LATENT_PATHS_BROWSER: expected a browser's program, got ${named}, where there is no file`);
  return named || INSTALLED.find((path) => existsSync(path));
}

/** It has all the time that it takes. @throws if it does not start, with what it said */
export async function launchBrowser(executablePath: string): Promise<Browser> {
  try {
    return await chromium.launch({ executablePath, args: FLAGS, timeout: 0 });
  } catch (error) {
    throw new Error(`launchBrowser: expected ${executablePath} to start. ${BROWSER_REMEDY}`, { cause: error });
  }
}
