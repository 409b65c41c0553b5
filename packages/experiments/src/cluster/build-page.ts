import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { join } from 'node:path';

/** The code that this file is of: in a job, the copy that was made when it was launched. */
const CODE = join(__dirname, '../../../..');

/**
 * Builds the page of an experiment by the report's own command, for nothing here may know how pages are made. Resolves
 * to its exit code.
 */
export async function buildPage(results: string, experiment: string): Promise<number> {
  const register = createRequire(__filename).resolve('ts-node/register');
  const command = ['-r', register, join(CODE, 'packages/report/src/cli.ts'), `--results=${results}`];
  const child = spawn(process.execPath, [...command, `--experiment=${experiment}`], { stdio: 'inherit' });
  const [code] = (await once(child, 'exit')) as [number | null]; // 'exit' gives [code, signal]
  return code ?? 1;
}
