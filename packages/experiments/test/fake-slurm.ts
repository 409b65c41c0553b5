import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../../../tools/testing/src/temporary-folder.js';

/** Slurm's commands as scripts of a test, whose arrays hold two elements. */
export interface FakeSlurm {
  /** What finds them. */
  readonly environment: { readonly PATH: string; readonly FAKE_SLURM: string };
  /** What sbatch was called with, in order; the first call gave the id 101. */
  submitted(): string[][];
  /** The programs that were started, in order. */
  asked(): string[];
  /** What scontrol was to change. */
  changed(): string[][];
  /** What squeue answers: lines of id, state, name and reason, with `|` between them. */
  queue(lines: readonly string[]): void;
  /** What scontrol says of any job; a line for each element of an array. */
  job(...lines: readonly string[]): void;
  /** What sacct answers: lines of id, state and nodes, with `|` between them. */
  accounts(lines: readonly string[]): void;
  /** The number of elements that an array may have; two, unless it is given. */
  arraySize(size: number): void;
  /** What scontrol refuses all changes with. */
  refuse(why: string): void;
  /** What sinfo answers: lines of a partition, with a star behind the default one, and its limit, with `|` between. */
  partitions(lines: readonly string[]): void;
  /** What scontrol says of any nodes. */
  nodes(lines: readonly string[]): void;
}

export function fakeSlurm(): FakeSlurm {
  const folder = temporaryFolder();
  const write = (file: string, lines: readonly string[]) =>
    writeFileSync(join(folder, file), lines.map((line) => `${line}\n`).join(''));
  const read = (file: string) => {
    const path = join(folder, file);
    const lines = existsSync(path) ? readFileSync(path, 'utf8').trim().split('\n') : [];
    return lines.map((line) => JSON.parse(line) as string[]); // as the scripts write it
  };
  return {
    environment: { PATH: `${join(__dirname, 'fake-slurm')}:${process.env['PATH']}`, FAKE_SLURM: folder },
    submitted: () => read('calls.jsonl'),
    asked: () => read('asked.jsonl').flat(),
    changed: () => read('changes.jsonl'),
    queue: (lines) => write('queue.txt', lines),
    job: (...lines) => write('job.txt', lines),
    accounts: (lines) => write('accounts.txt', lines),
    arraySize: (size) => write('array-size.txt', [String(size)]),
    refuse: (why) => write('refusal.txt', [why]),
    partitions: (lines) => write('partitions.txt', lines),
    nodes: (lines) => write('node.txt', lines),
  };
}
