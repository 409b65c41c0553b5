/**
 * To be required before a program (`node -r`): holds it, and every process that it starts, when it is about to write a
 * row of metrics. The environment variable HOLD_AT holds the row's number (1 …, as each process counts) and a folder in
 * which a process that waits leaves a file: its name is the process, its text the path of the row's log. It goes on
 * once there is a file `go`, or the folder is gone. Nothing else happens in it meanwhile: signals and messages are
 * there when it goes on.
 */
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';

// written by a test
const { row, held } = JSON.parse(process.env['HOLD_AT'] ?? '{}') as { row: number; held: string };
const go = join(held, 'go');
const LOOK = 20;

function wait(log: string): void {
  if (fs.existsSync(held) && !fs.existsSync(go)) fs.writeFileSync(join(held, `${process.pid}`), log);
  const nothing = new Int32Array(new SharedArrayBuffer(4));
  while (fs.existsSync(held) && !fs.existsSync(go)) Atomics.wait(nothing, 0, 0, LOOK);
}

let rows = 0;
const { open } = fs.promises;
fs.promises.open = async (path, flags, mode) => {
  const handle = await open(path, flags, mode);
  if (!String(path).endsWith('/metrics.jsonl')) return handle;
  const write = handle.writeFile.bind(handle);
  handle.writeFile = (...given) => {
    if (++rows === row) wait(String(path));
    return write(...given);
  };
  return handle;
};
syncBuiltinESMExports();
