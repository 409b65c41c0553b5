import {
  buildChoice,
  rootKey,
  split,
  TRUTH_PATHS,
  TRUTH_POINTS,
  type Factor,
  type FactorEnds,
} from '@latent-paths/core';
import { imageSources, type Column, type ImageSet, type Table, type TrialStore } from '@latent-paths/data';
import { parse } from 'yaml';
import { z } from 'zod';

/** What ground truth says of the decoded frames of one trial: the factors of the true image nearest to each. */
export interface FrameFactors {
  readonly alphas: readonly number[];
  /** By the number of the pair: the factors at each α. */
  readonly pairs: ReadonlyMap<number, readonly (readonly number[])[]>;
}

/** Images whose factors are known, and the pairs of them that paths were scored on. */
export interface TrueImages {
  readonly factors: readonly Factor[];
  /** By the number of the pair: the factors of its two held-out images. */
  readonly ends: ReadonlyMap<number, FactorEnds>;
  /** Bytes of the image of some factors, NHWC order. */
  render(factors: ArrayLike<number>): Uint8Array;
}

const FACTOR = 'factor-';
const spec = z.object({ data: z.looseObject({ kind: z.string() }) });

/** Null where the trial was not held against ground truth. @throws if a table is not what it should be */
export async function loadFrameFactors(trial: TrialStore): Promise<FrameFactors | null> {
  const table = await trial.readTable(TRUTH_POINTS);
  if (table === null) return null;
  const [pair, alpha] = [columnOf(table, 'pair'), columnOf(table, 'alpha')];
  const names = Object.keys(table.columns).filter((name) => name.startsWith(FACTOR));
  const columns = names.map((name) => columnOf(table, name));
  const alphas = [...new Set(alpha)].map(rounded);
  const pairs = new Map<number, number[][]>();
  pair.forEach((number, row) => {
    const frames = pairs.get(number) ?? [];
    frames.push(columns.map((column) => column[row]!));
    pairs.set(number, frames);
  });
  return { alphas, pairs };
}

/**
 * Null where the factors of the trial's images are not known, or it was not held against ground truth.
 * @throws if its configuration names no images that there are, or a table is not what it should be
 */
export async function loadTrueImages(trial: TrialStore): Promise<TrueImages | null> {
  const [text, table] = [await trial.readSpec(), await trial.readTable(TRUTH_PATHS)];
  if (text === null || table === null) return null;
  const { data } = spec.parse(parse(text));
  const set = buildChoice<ImageSet>(imageSources, data);
  if (set.factors.length === 0) return null;
  const source = await set.open({ key: split(rootKey(0), 'images') }); // the stream that every run draws images from
  const [pair, a, b] = (['pair', 'a', 'b'] as const).map((name) => columnOf(table, name));
  const ends = new Map(
    Array.from(pair!, (number, row): [number, FactorEnds] => [
      number,
      { a: source.factorsOf('heldOut', a![row]!), b: source.factorsOf('heldOut', b![row]!) },
    ]),
  );
  const pixels = new Float32Array(source.shape.reduce((product, side) => product * side, 1));
  return {
    factors: source.factors,
    ends,
    render(factors) {
      source.render(factors, pixels);
      return Uint8Array.from(pixels, (value) => Math.round(255 * Math.min(1, Math.max(0, value))));
    },
  };
}

/** α as frames have it. */
function rounded(alpha: number): number {
  return Number(alpha.toPrecision(6));
}

function columnOf({ columns }: Table, name: string): Exclude<Column, { kind: 'bytes' }>['data'] {
  const column = columns[name];
  if (column === undefined || column.kind === 'bytes')
    throw new RangeError(`truth: expected a column ${name} of numbers, got ${column?.kind ?? 'none'}`);
  return column.data;
}
