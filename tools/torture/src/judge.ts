import { isDeepStrictEqual } from 'node:util';
import { run, type Ended } from './command.js';
import { endOf, isNamed } from './end-of.js';
import { changedWork, finishedWork } from './finished-work.js';
import { bitsOf, type Space } from './space.js';
import type { Stage } from './stage.js';

export interface Attempt {
  /** What was done, in a few words. */
  readonly what: string;
  readonly ended: Ended;
  /** What a person must read where it stopped. */
  readonly names: RegExp;
}

/**
 * Heals nothing: looks how a command took a fault, lets the same command go on without it, and holds what is left
 * against the unbroken run.
 */
export async function judge(stage: Stage, space: Space, attempt: Attempt): Promise<void> {
  const { what, ended, names } = attempt;
  const { tally } = stage;
  if (ended.hung) return void tally.lost.push(`${what}: came to no end within ${stage.length.patience} s`);
  const problem = await problemAfter(stage, space);
  if (problem !== null) return void tally.lost.push(`${what}: ${problem}`);
  if (ended.code === 0) tally.survived += 1;
  else if (isNamed(ended, names)) tally.named += 1;
  else tally.unnamed.push(`${what}: ${endOf(ended)}`);
}

/** Runs the experiment to its end; why that, or what it leaves, is not as it should be. */
export async function problemAfter(stage: Stage, space: Space): Promise<string | null> {
  const before = finishedWork(space.results);
  const again = await run(space.root, { patience: stage.patience });
  if (again.code !== 0) return `the same command then ended with ${endOf(again)}`;
  const [changed] = changedWork(before, space.results);
  if (changed !== undefined) return `${changed} had finished, and was changed`;
  const { bits } = await stage.unbroken();
  const now = await bitsOf(space);
  return isDeepStrictEqual(now, bits) ? null : `other bits than the unbroken run: ${difference(now, bits)}`;
}

/** The first place where two trees differ. */
function difference(a: unknown, b: unknown, path = ''): string {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null)
    return `${path} is ${JSON.stringify(a)}, was ${JSON.stringify(b)}`.slice(0, 200);
  for (const key of new Set([...Object.keys(a), ...Object.keys(b)])) {
    const [one, other] = [a, b].map((value) => (value as Record<string, unknown>)[key]); // keys of one of the two
    if (!isDeepStrictEqual(one, other)) return difference(one, other, `${path}/${key}`);
  }
  return path;
}
