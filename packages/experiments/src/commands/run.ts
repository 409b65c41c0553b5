import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';
import { UsageError } from '@latent-paths/core';
import { defineCommand } from './command.js';
import { RUN_FLAGS } from './run/flags.js';

const LAUNCHER = 'tools/nx-experiments/bin/run-experiment.js';

export const run = defineCommand({
  usage: '<experiment>',
  about: `Runs experiments/<experiment>.yaml, compares its arms and builds its report, as npx nx run
experiments:<experiment> does. What has finished is not run again; what was stopped resumes from its checkpoint, with
bit-identical results.`,
  flags: RUN_FLAGS,
  examples: ['run quickstart', 'run quickstart --plan', 'run quickstart --seeds=3 --jobs=2'],
  async run({ names, flags }, { workspace }) {
    const [name, ...rest] = names;
    if (name === undefined || rest.length > 0)
      throw new UsageError(`run: expected one experiment, as in run quickstart, got ${names.join(' ') || 'none'}`);
    return launch([fileOf(name, workspace), ...argumentsOf(flags)], workspace);
  },
});

/** An experiment by its name, or by its file's path from the workspace. */
function fileOf(name: string, workspace: string): string {
  const files = [`experiments/${name}.yaml`, `experiments/${name}.yml`, name];
  return files.find((file) => existsSync(join(workspace, file))) ?? files[0]!;
}

/** The flags as they were written. */
function argumentsOf(flags: Readonly<Record<string, unknown>>): string[] {
  return Object.entries(flags).flatMap(([flag, value]) => {
    if (flag === 'help' || value === false || value === undefined) return [];
    if (value === true) return [`--${flag}`];
    return [value].flat().map((text) => `--${flag}=${String(text)}`);
  });
}

/** Signals that end a run in order. A terminal's Ctrl-C comes to the launcher by itself. */
const HANDED_ON = process.stdin.isTTY ? (['SIGTERM'] as const) : (['SIGINT', 'SIGTERM'] as const);

/** Resolves to the launcher's exit code. */
function launch(args: readonly string[], cwd: string): Promise<number> {
  const child = spawn(process.execPath, [LAUNCHER, ...args], { cwd, stdio: 'inherit' });
  const handOn = (signal: NodeJS.Signals) => child.kill(signal);
  for (const signal of HANDED_ON) process.on(signal, handOn);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code, signal) => {
      for (const name of HANDED_ON) process.off(name, handOn);
      resolve(signal === null ? (code ?? 1) : 128 + constants.signals[signal]);
    });
  });
}
