import { summarise, type Summary } from '@latent-paths/core';
import { categoryOf, factorSpace, type Inverse } from '@latent-paths/model';
import type { Engine } from '@latent-paths/engine';
import { openSource, type TrialConfig } from '@latent-paths/specification/trial';
import { invertFrames } from '../../evaluation/truth/invert-frames.js';

export interface TruthAlongOptions<Kind extends string> {
  readonly data: TrialConfig['data'];
  /**
   * Pictures of the same points at each stage of iteration, the first the start and the last the limit; [points, h·w·c]
   * each.
   */
  readonly frames: Readonly<Record<Kind, readonly Float32Array[]>>;
  readonly points: number;
  /** Images in the bank. */
  readonly bank: number;
  readonly engine: Engine;
  /** Called from time to time; it may throw to stop. */
  readonly tell: () => void;
}

/** What the known factors say of iteration. */
export interface TruthAlong {
  /** ‖x − x*‖², x* the nearest true image, by stage. */
  readonly distance: readonly Summary[];
  /** Share of the points whose limit shows the category that their start shows; 1 where there is one category. */
  readonly sameCategory: number;
}

/** Finds the nearest true images of all pictures at once, and says how far they are, stage by stage. */
export async function truthAlong<Kind extends string>({
  data,
  frames,
  points,
  bank,
  engine,
  tell,
}: TruthAlongOptions<Kind>): Promise<Record<Kind, TruthAlong>> {
  const space = factorSpace(openSource({ data }).factors);
  const kinds = Object.keys(frames) as Kind[]; // the keys of the record are its kinds
  const parts = kinds.flatMap((kind) => frames[kind]);
  const all = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  parts.reduce((at, part) => (all.set(part, at), at + part.length), 0);
  const found = await invertFrames({ data, frames: all, bank, engine, tell });
  const stages = parts.map((_, i) => found.slice(i * points, (i + 1) * points));
  const category = ({ factors }: Inverse) => categoryOf(space, factors);
  let next = 0;
  const said = kinds.map((kind): [Kind, TruthAlong] => {
    const own = stages.slice(next, (next += frames[kind].length));
    const [first, last] = [own[0]!, own.at(-1)!];
    return [
      kind,
      {
        distance: own.map((stage) => summarise(stage.map(({ distance }) => distance))),
        sameCategory: first.filter((start, i) => category(start) === category(last[i]!)).length / points,
      },
    ];
  });
  return Object.fromEntries(said) as Record<Kind, TruthAlong>; // one entry for each kind
}
