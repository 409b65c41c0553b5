import { Worker } from 'node:worker_threads';

/** What the thread runs: it touches each file for as long as that is the inode that is held. */
const BEATING = `
const { statSync, utimesSync } = require('node:fs');
const { parentPort } = require('node:worker_threads');
const beats = new Map();
parentPort.on('message', ({ id, path, inode, milliseconds }) => {
  clearInterval(beats.get(id));
  beats.delete(id);
  if (path === undefined) return;
  beats.set(id, setInterval(() => {
    try {
      if (statSync(path).ino === inode) utimesSync(path, new Date(), new Date());
    } catch {
      // Whoever holds the lock finds out what is wrong with its file.
    }
  }, milliseconds));
});
`;

let thread: Worker | null = null;
let begun = 0;

/**
 * Touches a file again and again from a thread of its own, which a long step of this one does not hold up, as long as
 * it is the inode that is held. @returns what ends it
 */
export function beat(path: string, inode: number, milliseconds: number): () => void {
  if (thread === null) {
    thread = new Worker(BEATING, { eval: true, execArgv: [], env: {} });
    thread.unref();
    // Without it other machines learn of it late, as a suspended process would: no reason to end this one.
    thread.on('error', () => (thread = null));
  }
  const id = begun++;
  const beating = thread;
  beating.postMessage({ id, path, inode, milliseconds });
  return () => beating.postMessage({ id });
}
