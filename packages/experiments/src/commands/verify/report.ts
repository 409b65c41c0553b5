import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { promisify } from 'node:util';
import type { ExperimentRecord } from '@latent-paths/core';
import type { Store } from '@latent-paths/data';
import { note, differs, ok, unchecked, type Finding } from './check.js';

/**
 * Whether the page was made from the current records, by the code that is there now. The report's own command says so:
 * nothing in this room may know how pages are made.
 */
export async function findReport(record: ExperimentRecord, store: Store, workspace: string): Promise<Finding> {
  const files = store.experiment(record.name);
  const remedy = `npx latent-paths report ${record.name} makes it`;
  if (!existsSync(files.reportPath)) return note(`there is none: ${remedy}`);
  const runs = await Promise.all(record.arms.flatMap(({ trials }) => trials).map((id) => files.trial(id).readRun()));
  if (runs.some((run) => run?.status !== 'finished'))
    return unchecked('not all trials have finished, as the page says');
  const command = [
    '-r',
    createRequire(__filename).resolve('ts-node/register'),
    'packages/report/src/cli.ts',
    '--check',
    `--experiment=${record.name}`,
    `--results=${store.folder}`,
  ];
  try {
    await promisify(execFile)(process.execPath, command, { cwd: workspace });
    return ok('made from the current records');
  } catch {
    return differs(`it was made from other records, or by other code: ${remedy} again`);
  }
}
