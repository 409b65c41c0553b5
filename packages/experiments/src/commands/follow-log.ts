import { closeSync, existsSync, fstatSync, openSync, readSync } from 'node:fs';
import { hostname } from 'node:os';

/** What a run without a terminal writes, line by line. */
export interface LogFollower {
  /** The whole lines since the last time; at first the last `lines` of the run that began last. */
  read(): string[];
  /** Whether the process that writes it is there still, as far as this machine can tell. */
  isWritten(): boolean;
}

/** The line by which a run begins its part of the log. */
const START = /^--- process (\d+) on (.+), since [^ ]+: /;

/** Follows a log, which need not be there yet. */
export function followLog(path: string, lines: number): LogFollower {
  let place = 0;
  let writer: number | null = null;
  let isFirst = true;
  return {
    read() {
      const { text, end } = readFrom(path, place);
      const all = text.split('\n').slice(0, -1);
      place = end;
      const start = all.findLast((line) => START.test(line));
      if (start !== undefined) writer = writerOf(start);
      if (!isFirst) return all;
      isFirst = false;
      return lines === 0 ? [] : all.slice(start === undefined ? 0 : all.lastIndexOf(start)).slice(-lines);
    },
    isWritten: () => writer !== null && isAlive(writer),
  };
}

/** Null if it is of another machine. */
function writerOf(line: string): number | null {
  const [, pid, host] = START.exec(line)!; // it matched before
  return host === hostname() ? Number(pid) : null;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'; // another user's
  }
}

function readFrom(path: string, place: number): { text: string; end: number } {
  if (!existsSync(path)) return { text: '', end: 0 };
  const fd = openSync(path, 'r');
  try {
    const { size } = fstatSync(fd);
    const from = size < place ? 0 : place; // it was emptied
    const bytes = Buffer.alloc(size - from);
    const read = readSync(fd, bytes, 0, bytes.length, from);
    // Up to the last whole line: a letter may be half written.
    const whole = bytes.subarray(0, bytes.lastIndexOf(0x0a, read - 1) + 1);
    return { text: whole.toString('utf8'), end: from + whole.length };
  } finally {
    closeSync(fd);
  }
}
