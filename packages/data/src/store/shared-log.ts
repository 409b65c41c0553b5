import { link, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolder } from './atomic.js';

/** Names of logs in a trial's folder: hidden, so that they are no file of the trial. */
const SHARED_LOG = /^\.job\..*\.log$/;

/** Gives a log a second name in a folder. Resolves to why it cannot, in words; null if it has it. */
export async function shareLog(path: string, folder: string, launch: string): Promise<string | null> {
  await makeFolder(folder);
  try {
    await link(path, join(folder, `.job.${launch}.log`));
    return null;
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    return error.code === 'EEXIST' ? null : error.message; // a job that was queued again writes on in the same log
  }
}

/** Removes those names from a folder that is about to go. */
export async function removeSharedLogs(folder: string): Promise<void> {
  const names = (await readdir(folder)).filter((name) => SHARED_LOG.test(name));
  await Promise.all(names.map((name) => rm(join(folder, name), { force: true })));
}
