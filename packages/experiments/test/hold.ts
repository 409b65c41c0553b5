import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../../../tools/testing/src/temporary-folder.js';
import { preloading } from './command.js';

/** Processes that wait in the midst of a training, for as long as a test wants. */
export interface Hold {
  /** What a command needs in its environment. */
  readonly environment: Readonly<Record<string, string>>;
  /** Those that wait now, each with the arm that it trains. */
  waiting(): { readonly arm: string; readonly pid: number }[];
  /** All go on, and none waits any more. */
  letGo(): void;
}

/** Holds each process of a command when it is about to write its `row`th row of metrics. */
export function holdAt(row: number): Hold {
  const held = temporaryFolder();
  return {
    environment: { ...preloading('tools/faulty-disk/src/hold-at.ts'), HOLD_AT: JSON.stringify({ row, held }) },
    waiting: () =>
      readdirSync(held)
        .filter((name) => name !== 'go')
        .map((pid) => [pid, /\/(\w+)-\w+\/metrics\.jsonl$/.exec(readFileSync(join(held, pid), 'utf8'))?.[1]] as const)
        .flatMap(([pid, arm]) => (arm === undefined ? [] : [{ arm, pid: Number(pid) }])), // a file half written
    letGo: () => writeFileSync(join(held, 'go'), ''),
  };
}
