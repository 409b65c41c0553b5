import { ndarray } from '@latent-paths/core';
import type { Engine } from '@latent-paths/engine';
import { nearest, type Nearest } from '@latent-paths/model';
import { searchStep } from '../../steps/search-step.js';

interface Bank {
  readonly entries: number;
  /** Entry i is of category i mod `categories`. */
  readonly categories: number;
  /** Writes entry i at `out[offset…]`. */
  write(i: number, out: Float32Array, offset: number): void;
}

export interface SearchBankOptions {
  /** [n, D] */
  readonly frames: Float32Array;
  /** D */
  readonly values: number;
  readonly bank: Bank;
  /** Entries kept of each category. */
  readonly keep: number;
  readonly engine: Engine;
  /** Called from time to time, with the share that is done; it may throw to stop. */
  readonly tell: (share: number) => void;
}

/** Entries that one run takes: the bank is made as it goes by, and never held as a whole. */
const PART = 1000;

/** The entries of a bank that are nearest to each of n frames, in ‖frame − entry‖². */
export async function searchBank({ frames, values, bank, keep, engine, tell }: SearchBankOptions): Promise<Nearest> {
  const n = frames.length / values;
  const kept = nearest({ frames: n, categories: bank.categories, keep });
  const given = ndarray([n, values], frames);
  const part = Math.min(PART, bank.entries);
  const program = await engine.compile(searchStep({ frames: n, entries: part, values }));
  try {
    for (let first = 0; first < bank.entries; first += part) {
      // The last run is filled up with the bank's last entry, and cut.
      const entries = Math.min(part, bank.entries - first);
      const images = new Float32Array(part * values);
      for (let i = 0; i < part; i++) bank.write(first + Math.min(i, entries - 1), images, i * values);
      const { distances } = await program.run({ frames: given, bank: ndarray([part, values], images) });
      kept.take(cut(distances!.data, { rows: n, from: part, to: entries }), first, entries);
      tell((first + entries) / bank.entries);
    }
  } finally {
    program.dispose();
  }
  return kept;
}

/** The first columns of an array of rows. */
function cut(
  data: ArrayLike<number>,
  { rows, from, to }: { rows: number; from: number; to: number },
): ArrayLike<number> {
  if (from === to) return data;
  return Float32Array.from({ length: rows * to }, (_, i) => data[Math.floor(i / to) * from + (i % to)]!);
}
