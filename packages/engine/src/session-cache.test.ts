import { describe, expect, it } from 'vitest';
import { sessionCache } from './session-cache.js';
import type { Session } from './session.js';

/** Sessions that say when they are loaded and freed. */
function probe() {
  const log: string[] = [];
  const make = (name: string) => async (): Promise<Session> => {
    log.push(`load ${name}`);
    return { version: name, run: async () => ({}), dispose: () => void log.push(`free ${name}`) };
  };
  return { log, make };
}

const settled = () => new Promise(setImmediate);

describe('sessionCache', () => {
  it('loads a graph once, however many use it at a time or one after another', async () => {
    const { log, make } = probe();
    const cache = sessionCache(1);
    const [first, second] = await Promise.all([cache.open('a', make('a')), cache.open('a', make('a'))]);
    first.dispose();
    second.dispose();
    const third = await cache.open('a', make('a'));
    expect(third.version).toBe('a');
    expect(log).toEqual(['load a']);
  });

  it('frees the session that was given back longest ago, and none that is in use', async () => {
    const { log, make } = probe();
    const cache = sessionCache(1);
    const used = await cache.open('used', make('used'));
    for (const name of ['a', 'b']) (await cache.open(name, make(name))).dispose();
    await settled();
    expect(log).toEqual(['load used', 'load a', 'load b', 'free a']);
    cache.dispose();
    await settled();
    expect(log.slice(4)).toEqual(['free b']);
    used.dispose();
    used.dispose();
    await settled();
    expect(log.slice(5)).toEqual(['free used']);
  });

  it('forgets a graph that would not load', async () => {
    const { log, make } = probe();
    const cache = sessionCache(1);
    await expect(cache.open('a', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    await cache.open('a', make('a'));
    expect(log).toEqual(['load a']);
  });
});
