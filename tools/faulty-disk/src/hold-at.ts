/**
 * To be required before a program (`node -r`): holds it, and every process that it starts, when it is about to write a
 * row of metrics. The environment variable HOLD_AT holds the folder of results, the row's number (1 …, as each process
 * counts) and a folder in which a process that waits leaves a file: its name is the process, its text the row's log. It
 * goes on once there is a file `go`, or the folder is gone. Nothing else happens in it meanwhile: signals and messages
 * are there when it goes on.
 */
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { installFaultyDisk } from './faulty-disk.js';

// written by a test
const { folder, row, held } = JSON.parse(process.env['HOLD_AT'] ?? '{}') as {
  folder: string;
  row: number;
  held: string;
};
const go = join(held, 'go');
const LOOK = 20;

function wait(log: string): void {
  if (existsSync(held) && !existsSync(go)) writeFileSync(join(held, `${process.pid}`), log);
  const nothing = new Int32Array(new SharedArrayBuffer(4));
  while (existsSync(held) && !existsSync(go)) Atomics.wait(nothing, 0, 0, LOOK);
}

let rows = 0;
installFaultyDisk(folder).break({
  kind: 'error',
  code: 'EIO',
  part: 0,
  kinds: [],
  at: ({ kind, path }) => {
    if (kind === 'write' && path.endsWith('/metrics.jsonl') && ++rows === row) wait(path);
    return false; // nothing is broken
  },
});
