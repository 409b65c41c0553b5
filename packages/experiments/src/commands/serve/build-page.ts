import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

export interface BuildPageOptions {
  /** The checkout whose report builds the page. */
  readonly workspace: string;
  readonly results: string;
  readonly experiment: string;
  readonly signal: AbortSignal;
}

/** Builds the page of one experiment in a process of its own; resolves to what is wrong, in words, or null. */
export async function buildPage({ workspace, results, experiment, signal }: BuildPageOptions): Promise<string | null> {
  const child = spawn(
    process.execPath,
    [
      '-r',
      'ts-node/register',
      join(workspace, 'packages/report/src/cli.ts'),
      '--results',
      results,
      '--experiment',
      experiment,
    ],
    { cwd: workspace, stdio: ['ignore', 'ignore', 'pipe'], signal },
  );
  let said = '';
  child.stderr.on('data', (part: Buffer) => (said += part.toString('utf8')));
  child.on('error', () => undefined); // of a stop, which the signal tells of
  const [code] = (await once(child, 'close')) as [number | null]; // as Node documents it
  return code === 0 || signal.aborted ? null : said.trim();
}
