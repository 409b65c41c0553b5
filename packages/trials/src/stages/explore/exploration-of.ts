import { rootKey, split, type ExplorationRecord, type Factor } from '@latent-paths/core';
import { spriteTile } from '@latent-paths/data';
import { openImages } from '@latent-paths/specification/trial';
import { choosePairs, type ChosenPair } from '../../comparison/exploration/choose-pairs.js';
import { alphaGrid } from '../../evaluation/scoring/test-pairs.js';
import { withProgress } from '../../progress.js';
import { Stopped } from '../context.js';
import { encodeSprites } from './encode-sprites.js';
import type { ExploreContext } from './explore-context.js';
import type { ExploredArm } from './explored-arm.js';
import type { ExplorationSizes } from './exploration-sizes.js';
import { keptPairs } from './kept-frames.js';
import { shortPlace, walkRecords } from './walk-records.js';
import { armWalks, type ArmWalks, type Plane } from './walks-of-arm.js';

const QUALITY = 88;
/** Bytes of all sprites: base64 makes 6 MB of them, and the page stays below 8. */
const SPRITE_BYTES = 4_500_000;
/** Bytes of all frames while they are held. */
const HELD_BYTES = 400_000_000;

export interface ExplorationOptions {
  readonly name: string;
  /** At least one. */
  readonly arms: readonly ExploredArm[];
  readonly sizes: ExplorationSizes;
}

/**
 * Pairs across the arms, decoded: all that `exploration.json` holds but the hash of what it is made from. Pairs of
 * which no arm has frames are left out; null if that is all of them.
 */
export async function explorationOf(
  { name, arms, sizes }: ExplorationOptions,
  context: ExploreContext,
): Promise<Omit<ExplorationRecord, 'inputs'> | null> {
  const reference = arms.reduce((most, arm) => (arm.summary.pairs > most.summary.pairs ? arm : most));
  const { shape, factors } = await openImages(reference.config, context.store);
  const [height, width, channels] = shape;
  const image = { height, width, channels: greyOrRgb(channels) };
  const asked = choosePairs({
    arms,
    shown: keptPairs(reference.frames),
    of: reference.summary.pairs,
    count: sizes.pairs,
    key: split(rootKey(reference.config.evaluation.seed), 'explored pairs'),
  });
  const held = height * width * channels * arms.length * asked.length;
  const grid = gridWithin(reference.summary.alphas.length, Math.min(sizes.alphas, HELD_BYTES / held));
  const decoded = await decodeArms({ name, arms, reference, chosen: asked, shape, grid }, context);
  const { planes } = decoded;
  const seen = [...asked.keys()].filter((i) => decoded.walks.some(({ walks: own }) => own[i]!.frames !== null));
  if (seen.length === 0) return null;
  const chosen = seen.map((i) => asked[i]!);
  const walks = decoded.walks.map((arm) => ({ ...arm, walks: seen.map((i) => arm.walks[i]!) }));
  const { sprites, places } = await encodeSprites({
    pairs: chosen.map((_, i) => walks.flatMap(({ walks: own }) => (own[i]!.frames === null ? [] : [own[i]!.frames]))),
    alphas: grid,
    image,
    quality: QUALITY,
    most: SPRITE_BYTES,
  });
  const contents = [...planes.keys()];
  return {
    version: 1,
    experiment: name,
    alphas: places.map((place) => grid[place]!),
    image,
    tile: spriteTile(image),
    quality: QUALITY,
    factors: factors.map(factorRecord),
    arms: arms.map(({ arm, run, summary, distance }, i) => {
      const plane = contents.indexOf(run.inputs['pool']?.content ?? '');
      const { without, missing } = walks[i]!;
      return {
        arm,
        trial: run.trial,
        seed: run.seed,
        alphas: summary.alphas,
        ...(distance && { truthAlphas: distance.alphas }),
        plane: plane < 0 ? null : plane,
        ...(without !== null && { without }),
        ...(missing.length > 0 && { missing }),
      };
    }),
    planes: [...planes.values()].map(({ share, ground }) => ({ share, ground: ground.map(shortPlace) })),
    pairs: sprites.map((webp, at) => {
      const { pair, reasons } = chosen[at]!;
      const records = walkRecords({ arms, walks, pair, at, places, factors: factors.map((factor) => factor.name) });
      return {
        pair,
        a: Number(reference.a[pair]),
        b: Number(reference.b[pair]),
        reasons,
        sprite: {
          rows: records.filter(({ row }) => row !== null).length,
          webp: Buffer.from(webp).toString('base64'),
        },
        walks: records,
      };
    }),
  };
}

interface DecodeArmsOptions extends Pick<ExplorationOptions, 'name' | 'arms'> {
  readonly reference: ExploredArm;
  readonly chosen: readonly ChosenPair[];
  readonly shape: readonly number[];
  readonly grid: readonly number[];
}

async function decodeArms(
  { name, arms, reference, chosen, shape, grid }: DecodeArmsOptions,
  context: ExploreContext,
): Promise<{ readonly walks: readonly ArmWalks[]; readonly planes: ReadonlyMap<string, Plane> }> {
  const planes = new Map<string, Plane>();
  const walks: ArmWalks[] = [];
  const label = `${name}, pairs to explore`;
  const pairs = chosen.map(({ pair }) => pair);
  const images = pairs.map((pair) => [Number(reference.a[pair]), Number(reference.b[pair])] as const);
  const total = arms.length * pairs.length;
  await withProgress(
    context.display,
    { kind: 'exploration', label, total, unit: { name: 'frames', size: grid.length } },
    async (bar) => {
      for (const [i, arm] of arms.entries()) {
        const tell = (done: number) => {
          if (context.signal.aborted) throw new Stopped(`${label}, stopped`);
          bar.update(i * pairs.length + done);
        };
        tell(0);
        walks.push(await armWalks({ arm, pairs, images, shape, alphas: grid, planes, tell }, context));
      }
      bar.finish();
    },
  );
  return { walks, planes };
}

/** The finest grid of α, ends included, that lies on an even one of so many points and has at most `most`. */
function gridWithin(points: number, most: number): readonly number[] {
  let stride = 1;
  while (stride < points - 1 && ((points - 1) % stride !== 0 || (points - 1) / stride + 1 > most)) stride++;
  return Array.from(alphaGrid((points - 1) / stride + 1).data);
}

function factorRecord(factor: Factor): ExplorationRecord['factors'][number] {
  const { name, range, kind } = factor;
  return {
    name,
    range,
    ...(kind === 'categorical' && { categories: factor.categories }),
    ...(kind === 'circular' && { circular: true }),
  };
}

function greyOrRgb(channels: number): 1 | 3 {
  if (channels !== 1 && channels !== 3)
    throw new RangeError(`explore: expected pictures of 1 or 3 channels, got ${channels}`);
  return channels;
}
