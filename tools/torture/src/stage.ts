import { cpSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { integerAt, rootKey, sha256, split } from '@latent-paths/core';
import { run } from './command.js';
import { endOf } from './end-of.js';
import type { Length } from './lengths.js';
import { processorTimeOfEnded } from './machine/processor-time.js';
import { bitsOf, openSpace, type Space } from './space.js';
import { emptyTally, type Tally } from './tally.js';

/** What a run leaves that nothing breaks off. */
interface Unbroken {
  readonly space: Space;
  readonly bits: Record<string, unknown>;
  /** Milliseconds that it took, from the start of its process. */
  readonly took: number;
  /** Seconds that it used of processors, where the system tells them. */
  readonly spent: number;
}

/** What a fault is inflicted on. */
export interface Stage {
  /** Empty, and the fault's own. */
  readonly folder: string;
  readonly length: Length;
  /** Milliseconds after which a command is taken to hang. */
  readonly patience: number;
  readonly tally: Tally;
  /** An integer below `below`, by position. */
  draw(at: number, below: number): number;
  unbroken(): Promise<Unbroken>;
  /** A space of its own; with `results` a copy of those. */
  space(name: string, results?: string): Space;
  /** Tells how far it is, while it goes on. */
  say(text: string): void;
  /** What is worth telling beside the counts. */
  note(text: string): void;
  readonly notes: readonly string[];
}

export interface Theatre {
  readonly folder: string;
  readonly length: Length;
  readonly seed: number;
  readonly say: (text: string) => void;
}

/** Stages, one for each fault; what never breaks is run once for all. */
export function openTheatre({ folder, length, seed, say }: Theatre): (name: string) => Stage {
  const patience = 1000 * length.patience;
  let unbroken: Promise<Unbroken> | undefined;
  return (name) => {
    const own = join(folder, name);
    mkdirSync(own, { recursive: true });
    const key = split(rootKey(seed), name);
    const notes: string[] = [];
    return {
      folder: own,
      length,
      patience,
      tally: emptyTally(),
      draw: (at, below) => integerAt(key, at, below),
      unbroken: () => (unbroken ??= runUnbroken(join(folder, 'unbroken'), patience)),
      space: (place, results) => {
        const root = join(own, `${place}-${sha256(place).slice(0, 6)}`);
        rmSync(root, { recursive: true, force: true });
        const space = openSpace(root);
        if (results !== undefined)
          cpSync(results, space.results, { recursive: true, verbatimSymlinks: true, preserveTimestamps: true });
        return space;
      },
      say: (text) => say(`${name}: ${text}`),
      note: (text) => void notes.push(text),
      notes,
    };
  };
}

async function runUnbroken(root: string, patience: number): Promise<Unbroken> {
  const space = openSpace(root);
  const [began, before] = [performance.now(), processorTimeOfEnded()];
  const ended = await run(root, { patience });
  const [took, spent] = [performance.now() - began, processorTimeOfEnded() - before];
  if (ended.code !== 0)
    throw new Error(`torture: expected a run that nothing breaks off to end well, got ${endOf(ended)}`);
  return { space, bits: await bitsOf(space), took, spent };
}
