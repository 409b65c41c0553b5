import { EventEmitter } from 'node:events';
import { expect, it } from 'vitest';
import { stopOnSignals } from './stop-signals.js';

function stopping(isTerminal: boolean) {
  const source = new EventEmitter();
  let told = 0;
  const { signal, asked } = stopOnSignals(() => (told += 1), { isTerminal, source });
  return { source, signal, asked, told: () => told };
}

it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('%s stops what writes to a terminal', (name) => {
  const { source, signal, asked, told } = stopping(true);
  source.emit(name);
  expect([signal.aborted, asked(), told()]).toEqual([true, name, 1]);
});

it('a terminal that is gone does not stop what writes elsewhere, however often it is told', () => {
  const { source, signal, asked, told } = stopping(false);
  for (let i = 0; i < 3; i++) source.emit('SIGHUP');
  expect([signal.aborted, asked(), told()]).toEqual([false, null, 0]);
  source.emit('SIGTERM');
  expect([signal.aborted, asked(), told()]).toEqual([true, 'SIGTERM', 1]);
});
