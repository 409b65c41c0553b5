import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openStore, type Store } from '@latent-paths/data';

const ROOT = join(__dirname, '../../..');
const RUN = [
  '-r',
  join(ROOT, 'node_modules/ts-node/register'),
  join(ROOT, 'packages/experiments/src/commands/run/run.ts'),
];

/** A folder with experiments and their results. */
export interface Workspace {
  readonly store: Store;
  /** Runs an experiment, and gives what it said. @throws if it fails */
  run(name: string, ...flags: string[]): string;
  /** Numbers of an experiment: tables by their hash, θ of checkpoints by that of its bytes, the comparison. */
  numbers(name: string): Readonly<Record<string, string>>;
  /** How a trial stands, by the beginning of its name. */
  runOf(name: string, trial: string): Promise<{ readonly status: string; readonly resumes: number } | null>;
}

export function workspace(
  folder: string,
  experiments: Readonly<Record<string, string>>,
  environment: NodeJS.ProcessEnv,
): Workspace {
  mkdirSync(join(folder, 'experiments'), { recursive: true });
  for (const [name, text] of Object.entries(experiments)) writeFileSync(join(folder, `experiments/${name}.yaml`), text);
  const store = openStore(join(folder, 'results'));
  return {
    store,
    run(name, ...flags) {
      const { status, stdout, stderr } = spawnSync(process.execPath, [...RUN, `experiments/${name}.yaml`, ...flags], {
        cwd: folder,
        encoding: 'utf8',
        env: { ...environment, TS_NODE_PROJECT: join(ROOT, 'tsconfig.json'), OMP_NUM_THREADS: '1' },
      });
      if (status !== 0)
        throw new Error(`${name} ${flags.join(' ')}: expected success, got ${status}: ${stdout}${stderr}`);
      return stdout;
    },
    numbers(name) {
      const at = join(folder, 'results', name);
      const files = readdirSync(at, { recursive: true, encoding: 'utf8' }).sort();
      const kept = files.filter((file) => /(\.arrow|checkpoint\.safetensors|comparison\.json)$/.test(file));
      return Object.fromEntries(kept.map((file) => [file, hashOf(readFileSync(join(at, file)), file)]));
    },
    async runOf(name, trial) {
      const files = store.experiment(name);
      const id = existsSync(files.folder) ? (await files.trials()).find((one) => one.startsWith(trial)) : undefined;
      const run = id === undefined ? null : await files.trial(id).readRun();
      return run && { status: run.status, resumes: run.resumes.length };
    },
  };
}

/** Of a checkpoint without its header, which has the seconds that it took. */
function hashOf(bytes: Buffer, file: string): string {
  const from = file.endsWith('.safetensors') ? 8 + Number(bytes.readBigUInt64LE(0)) : 0;
  return createHash('sha256').update(bytes.subarray(from)).digest('hex');
}
