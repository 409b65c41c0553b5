/**
 * To be required before a program (`node -r`): kills it with SIGKILL at an operation on a folder's disk. The
 * environment variable KILL_AT holds the folder, the operation's number and the share of its bytes, as JSON.
 */
import { installFaultyDisk } from './faulty-disk.js';

// written by a test
const { folder, at, part } = JSON.parse(process.env['KILL_AT'] ?? '{}') as { folder: string; at: number; part: number };

function die(): void {
  process.kill(process.pid, 'SIGKILL');
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0); // until the signal arrives
}

installFaultyDisk(folder, { die }).break({ kind: 'kill', at, part });
