import { parentProcess } from '../../src/processes/index.js';

/** The main file of a process that sends every number back so many times, and ends where it is sent none. */
const parent = parentProcess<number, Float32Array>();
parent.hear((times) => {
  if (times === 0) parent.release();
  for (let i = 0; i < times; i++) parent.send(Float32Array.of(times, i));
  if (times < 0) {
    process.stderr.write('first line\nlast line\n');
    process.exitCode = 3;
    parent.release();
  }
});
