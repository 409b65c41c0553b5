import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Store } from '@latent-paths/data';
import { failureLines } from '../../../cluster/failure-lines.js';

const COMMANDS = join(__dirname, '../../../../bin/latent-paths.js');

export interface WaitOptions {
  readonly experiment: string;
  /** Ids of the trials that are waited for. */
  readonly trials: readonly string[];
  readonly store: Store;
}

/**
 * Follows an experiment as `latent-paths tail` does until a cluster has nothing of it, then says which trials have not
 * finished, and why. Ctrl-C ends the waiting alone. Resolves to the exit code.
 */
export async function waitForCluster({ experiment, trials, store }: WaitOptions): Promise<number> {
  const tail = spawn(process.execPath, [COMMANDS, 'tail', experiment, `--results=${store.folder}`], {
    stdio: 'inherit',
  });
  const [code] = (await once(tail, 'exit')) as [number | null]; // 'exit' gives [code, signal]
  if (code !== 0) return code ?? 1;
  const files = store.experiment(experiment);
  const unfinished: string[] = [];
  for (const id of trials) {
    const run = await files.trial(id).readRun();
    if (run?.status !== 'finished') unfinished.push(failureLines(id, run).join('\n'));
  }
  if (unfinished.length === 0) return 0;
  process.stderr.write(
    `${unfinished.length} of ${trials.length} trials have not finished:\n${unfinished.join('\n')}\n`,
  );
  return 1;
}
