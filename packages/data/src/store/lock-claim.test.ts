import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  CACHE,
  claimLock,
  HASTE,
  SETTLING,
  SILENCE,
  type ClaimedFile,
  type LockClock,
  type Sight,
} from './lock-claim.js';

/** Time that leaps from one sleeper's end to the next. */
function world() {
  let time = 0;
  const sleepers: { readonly at: number; wake(): void }[] = [];
  const clock: LockClock = {
    now: () => time,
    sleep: (milliseconds) =>
      new Promise<void>((wake) => void sleepers.push({ at: time + milliseconds, wake: () => wake() })),
  };
  const run = async (until: number): Promise<void> => {
    for (;;) {
      await new Promise(setImmediate);
      sleepers.sort((a, b) => a.at - b.at);
      const next = sleepers.shift();
      if (next === undefined || next.at > until) return;
      time = next.at;
      next.wake();
    }
  };
  return { clock, run };
}

interface File {
  readonly inode: number;
  claim: string | null;
  machine: number | null;
  touches: number;
}

/** Of one process: where it runs, when it comes, how long it halts between steps, and how its work ends. */
interface Life {
  readonly machine: number;
  readonly comes: number;
  /** Milliseconds from the making of the file, or the look at it, to the claim. */
  readonly halts: number;
  /** Steps of work. */
  readonly steps: number;
  /** The step at which it is suspended, and for how long. */
  readonly suspended: readonly [step: number, milliseconds: number];
  readonly end: 'gives back' | 'is killed';
}

/** Milliseconds between an owner's steps; at each it looks at its lock, touches it and writes. */
const STEP = 9_000;
const HORIZON = 2_400_000;

/** The claims that wrote to the folder, in the order of their writing. */
async function writers(lives: readonly Life[], cached: number): Promise<string[]> {
  const { clock, run } = world();
  const written: string[] = [];
  let file: File | null = null;
  let inodes = 0;
  /** The system's locks, of which no other machine hears: by machine and inode. */
  const locks = new Set<string>();
  const memories = new Map<number, { readonly at: number; readonly file: File | null }>();
  /** The file as a machine remembers it. */
  const seenBy = (machine: number): File | null => {
    const known = memories.get(machine);
    if (known !== undefined && clock.now() - known.at < cached) return known.file;
    const memory = { at: clock.now(), file: file && { ...file } };
    memories.set(machine, memory);
    return memory.file;
  };
  const changes = (machine: number, change: () => void): void => {
    change();
    memories.delete(machine);
  };

  const work = async (claim: string, life: Life, inode: number): Promise<void> => {
    for (let step = 0; step < life.steps; step++) {
      await clock.sleep(step === life.suspended[0] ? life.suspended[1] : STEP);
      const seen = seenBy(life.machine);
      if (seen?.inode !== inode || (seen.claim !== null && seen.claim !== claim)) return;
      if (file?.inode === inode) file.touches++;
      written.push(claim);
    }
    if (life.end === 'gives back' && file?.inode === inode && file.claim === claim)
      changes(life.machine, () => (file = null));
  };

  const live = async (life: Life, name: number): Promise<void> => {
    const { machine } = life;
    await clock.sleep(life.comes);
    for (let round = 0; round < 5; round++) {
      const claim = `${name}.${round}`;
      const isNew = file === null;
      if (file === null) changes(machine, () => (file = { inode: ++inodes, claim: null, machine: null, touches: 0 }));
      const { inode }: File = file!;
      const lock = `${machine} ${inode}`;
      if (locks.has(lock)) return;
      locks.add(lock);
      const claimed: ClaimedFile = {
        isNew,
        claim,
        look: (): Sight | null => {
          const seen = seenBy(machine);
          if (seen?.inode !== inode) return null;
          const owner = seen.machine === machine ? 'ended' : 'elsewhere';
          return { stamp: JSON.stringify(seen), claim: seen.claim, owner };
        },
        write: async () => {
          await clock.sleep(life.halts);
          // What was removed meanwhile is written to, and nobody sees it.
          if (file?.inode === inode) changes(machine, () => (file = { ...file!, claim, machine }));
        },
      };
      const end = await claimLock(claimed, clock, () => undefined);
      if (end === 'mine') await work(claim, life, inode);
      locks.delete(lock);
      if (end !== 'gone') return;
    }
  };
  lives.forEach((life, name) => void live(life, name));
  await run(HORIZON);
  return written;
}

const lives: fc.Arbitrary<Life> = fc.record({
  machine: fc.integer({ min: 0, max: 2 }),
  comes: fc.integer({ min: 0, max: 400_000 }),
  halts: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: HASTE }), fc.integer({ min: HASTE, max: 500_000 })),
  steps: fc.integer({ min: 1, max: 40 }),
  suspended: fc.tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: STEP, max: 700_000 })),
  end: fc.constantFrom('gives back', 'is killed'),
});

/** Whether nobody writes any more once another one has written. */
function areApart(written: readonly string[]): boolean {
  const turns = written.filter((claim, i) => claim !== written[i - 1]);
  return new Set(turns).size === turns.length;
}

/** Its owner goes on just after the last look of the one that takes over, which then claims it as late as it may. */
const JUST_MISSED: [Life[], number] = [
  [
    { machine: 0, comes: 0, halts: 0, steps: 40, suspended: [1, 156_000], end: 'gives back' },
    { machine: 1, comes: 10_000, halts: 9_000, steps: 9, suspended: [99, 0], end: 'gives back' },
  ],
  CACHE,
];

it('never do two write in turns, however they halt, are suspended or killed, with files seen up to 60 s late', () =>
  fc.assert(
    fc.asyncProperty(
      fc.array(lives, { minLength: 2, maxLength: 4 }),
      fc.constantFrom(0, 3_000, CACHE),
      async (some, cached) => areApart(await writers(some, cached)),
    ),
    { numRuns: 150, examples: [JUST_MISSED] },
  ));

it('a folder whose owner was killed is one other’s in the end, and then it writes', async () => {
  const calm = { machine: 0, comes: 0, halts: 0, steps: 3, suspended: [99, 0], end: 'is killed' } as const;
  const written = await writers([calm, { ...calm, machine: 1, comes: 1_000 }], CACHE);
  expect(written).toEqual(['0.0', '0.0', '0.0', '1.0', '1.0', '1.0']);
});

it('what it waits for is longer than a cache remembers, and than a server takes to start again', () => {
  expect(SILENCE).toBeGreaterThanOrEqual(CACHE + 90_000);
  expect(SETTLING).toBeGreaterThanOrEqual(2 * CACHE + HASTE);
});
