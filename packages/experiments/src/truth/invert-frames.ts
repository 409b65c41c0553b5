import { ndarray, sizeOf } from '@latent-paths/core';
import type { ImageSource } from '@latent-paths/data';
import type { Engine } from '@latent-paths/engine';
import { bankFactors, factorSpace, inverter, nearest, type Inverse } from '@latent-paths/model';
import { searchStep } from './search-step.js';

export interface InvertFramesOptions {
  readonly source: ImageSource;
  /** [n, D], values 0…1 */
  readonly frames: Float32Array;
  /** Images in the bank. */
  readonly bank: number;
  readonly engine: Engine;
  /** Called now and then, with the share that is done; it may throw to stop. */
  readonly tell: (share: number) => void;
}

/** Images of the bank that one run of the search takes. */
const PART = 1000;
/** Frames that one run of the search takes. */
const MOST_FRAMES = 2048;
/** Entries of each category that a frame's inversion begins from. */
const KEEP = 8;
/** Share of the work that the search is, roughly: for progress alone. */
const SEARCH_SHARE = 0.3;
/** Frames that are inverted between two turns of the event loop. */
const TURN = 8;

/**
 * The nearest image of a source, and its factors, for each of n frames: a search over a bank of images that are rendered
 * as they are compared, then a descent from the nearest few of each category.
 */
export async function invertFrames({ source, frames, bank, engine, tell }: InvertFramesOptions): Promise<Inverse[]> {
  const space = factorSpace(source.factors);
  const values = sizeOf(source.shape);
  const count = frames.length / values;
  const invert = inverter({ space, render: (factors, out) => source.render(factors, out), size: values });
  const found: Inverse[] = [];
  for (let first = 0; first < count; first += MOST_FRAMES) {
    const n = Math.min(MOST_FRAMES, count - first);
    const some = frames.subarray(first * values, (first + n) * values);
    const share = (part: number) => tell((first + part * n) / count);
    const kept = await search({ source, frames: some, bank, engine, tell: (part) => share(part * SEARCH_SHARE) });
    for (let i = 0; i < n; i++) {
      if (i % TURN === 0) {
        share(SEARCH_SHARE + ((1 - SEARCH_SHARE) * i) / n);
        await new Promise(setImmediate);
      }
      const frame = some.subarray(i * values, (i + 1) * values);
      found.push(invert(frame, kept.of(i)));
    }
  }
  return found;
}

async function search({ source, frames, bank, engine, tell }: InvertFramesOptions) {
  const space = factorSpace(source.factors);
  const values = sizeOf(source.shape);
  const n = frames.length / values;
  const kept = nearest(space, n, KEEP);
  const entries = Math.min(PART, bank);
  const program = await engine.compile(searchStep({ frames: n, entries, values }));
  const given = ndarray([n, values], frames);
  try {
    for (let first = 0; first < bank; first += entries) {
      const images = new Float32Array(entries * values);
      for (let i = 0; i < entries; i++) source.render(bankFactors(space, first + i), images, i * values);
      const { distances } = await program.run({ frames: given, bank: ndarray([entries, values], images) });
      kept.take(Float32Array.from(distances!.data), first, entries);
      tell(Math.min(1, (first + entries) / bank));
    }
  } finally {
    program.dispose();
  }
  return kept;
}
