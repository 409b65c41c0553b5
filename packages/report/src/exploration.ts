import type { ExploreArm, ExploreData } from '@latent-paths/browser';
import type { ExplorationRecord } from '@latent-paths/core';
import { encodePng } from '@latent-paths/data';
import type { Frames } from './frames.js';
import type { LoadedArm, LoadedExperiment } from './load.js';

/** What a page's script moves along, and how its pictures came to be. */
export interface Exploration {
  readonly data: ExploreData;
  /** Bytes of all pictures. */
  readonly bytes: number;
  /** Of the lossy WebP; null if the pictures are those of the film strips, kept as they are. */
  readonly quality: number | null;
  /** Arms without frames of some pairs, and why, in words. */
  readonly without: readonly { readonly arm: string; readonly why: string }[];
}

/**
 * The pairs that the comparison chose; where it chose none, those whose frames the trials kept; null where there are no
 * frames at all. Arms have the names and looks that the page gives them.
 */
export function explorationOf({
  exploration,
  arms,
}: Pick<LoadedExperiment, 'exploration' | 'arms'>): Exploration | null {
  return exploration === null ? ofKeptFrames(arms) : ofRecord(exploration, arms);
}

function ofRecord(record: ExplorationRecord, arms: readonly LoadedArm[]): Exploration | null {
  const { alphas, image, tile, factors, planes, pairs } = record;
  const loaded = record.arms.map(({ trial }) => arms.find(({ trials }) => trials.some(({ id }) => id === trial)));
  const shown = record.arms.flatMap((arm, i): ExploreArm[] => {
    const known = loaded[i];
    const looks = known?.style ?? { colour: 'var(--baseline)', dash: null };
    return [
      {
        name: known?.name ?? arm.arm,
        colour: looks.colour,
        dash: looks.dash,
        alphas: arm.alphas,
        truthAlphas: arm.truthAlphas ?? null,
        plane: arm.plane,
      },
    ];
  });
  if (pairs.length === 0) return null;
  return {
    data: {
      alphas,
      image,
      tile,
      factors,
      planes,
      pairs: renamed(pairs, record, shown),
      arms: shown,
      mime: 'image/webp',
    },
    bytes: pairs.reduce((sum, { sprite }) => sum + Buffer.byteLength(sprite.webp, 'base64'), 0),
    quality: record.quality,
    without: record.arms.flatMap(({ without }, i) =>
      without === undefined ? [] : [{ arm: shown[i]!.name, why: without }],
    ),
  };
}

/** Reasons name arms as the page does. */
function renamed(
  pairs: ExplorationRecord['pairs'],
  { arms }: ExplorationRecord,
  shown: readonly ExploreArm[],
): ExplorationRecord['pairs'] {
  const names = new Map(arms.map(({ arm }, i) => [arm, shown[i]!.name]));
  return pairs.map((pair) => ({
    ...pair,
    reasons: pair.reasons.map(({ kind, arms: of }) => ({
      kind,
      ...(of && { arms: of.map((name) => names.get(name) ?? name) }),
    })),
  }));
}

type FramedArm = LoadedArm & { readonly frames: Frames };

/** The pairs of the film strips, at the α that the trials kept. */
function ofKeptFrames(arms: readonly LoadedArm[]): Exploration | null {
  const framed = arms.filter((arm): arm is FramedArm => arm.frames !== null);
  const [first] = framed;
  if (first === undefined) return null;
  const { height, width, channels } = first.frames;
  const same = framed.filter(({ frames }) => frames.height === height && frames.width === width);
  const own = [...first.frames.pairs.keys()];
  const alphas = first.frames.pairs.get(own[0]!)!.alphas;
  let bytes = 0;
  const pairs = own.map((pair) => {
    const rows = same.map(({ frames }) => alphas.map((alpha) => frameAt(frames, pair, alpha)));
    const kept = rows.filter((row) => row.some((frame) => frame !== null));
    const png = encodePng(sheet(kept, { height, width, channels }));
    bytes += png.length;
    let next = 0;
    return {
      pair,
      a: -1,
      b: -1,
      reasons: [{ kind: 'shown' as const }],
      sprite: { rows: kept.length, webp: Buffer.from(png).toString('base64') },
      walks: rows.map((row, arm) => {
        const columns = row.flatMap((frame, column) => (frame === null ? [] : [column]));
        return {
          arm,
          row: columns.length === 0 ? null : next++,
          ...(columns.length < alphas.length && { columns }),
          reprojection: null,
          distance: null,
          factors: null,
          latents: null,
        };
      }),
    };
  });
  return {
    data: {
      alphas,
      image: { height, width, channels },
      tile: { height, width, top: 0, left: 0 },
      factors: [],
      planes: [],
      pairs,
      arms: same.map(({ name, style: { colour, dash } }) => ({
        name,
        colour,
        dash,
        alphas: [],
        truthAlphas: null,
        plane: null,
      })),
      mime: 'image/png',
    },
    bytes,
    quality: null,
    without: framed
      .filter((arm) => !same.includes(arm))
      .map(({ name }) => ({ arm: name, why: 'its pictures have another size' })),
  };
}

function frameAt({ pairs }: Frames, pair: number, alpha: number): Uint8Array | null {
  const row = pairs.get(pair);
  return row?.frames[row.alphas.indexOf(alpha)] ?? null;
}

/** Frames in rows and columns as one picture; black where there is none. */
function sheet(
  rows: readonly (readonly (Uint8Array | null)[])[],
  { height, width, channels }: Pick<Frames, 'height' | 'width' | 'channels'>,
) {
  const columns = Math.max(...rows.map((row) => row.length));
  const line = width * channels;
  const data = new Uint8Array(rows.length * height * columns * line);
  rows.forEach((row, r) =>
    row.forEach((frame, c) => {
      for (let y = 0; frame !== null && y < height; y++)
        data.set(frame.subarray(y * line, (y + 1) * line), ((r * height + y) * columns + c) * line);
    }),
  );
  return { width: columns * width, height: rows.length * height, channels, data };
}
