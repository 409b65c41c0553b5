import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import type { CommandContext } from './command.js';

/**
 * Runs the report's own command, for nothing here may know how pages are made, and resolves to its exit code and what
 * it printed; what it says beside that goes to the terminal.
 */
export function runReport(
  args: readonly string[],
  { store, workspace }: Pick<CommandContext, 'store' | 'workspace'>,
): Promise<{ readonly code: number; readonly printed: string }> {
  const register = createRequire(__filename).resolve('ts-node/register');
  const command = ['-r', register, 'packages/report/src/cli.ts', `--results=${store.folder}`, ...args];
  const child = spawn(process.execPath, command, { cwd: workspace, stdio: ['ignore', 'pipe', 'inherit'] });
  const parts: Buffer[] = [];
  child.stdout.on('data', (part: Buffer) => parts.push(part));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code: code ?? 1, printed: Buffer.concat(parts).toString('utf8').trim() }));
  });
}
