import type { ExplorePair } from '@latent-paths/browser';
import type { Exploration } from './exploration.js';
import type { LoadedArm } from './load.js';
import type { ArmStyle } from './palette.js';
import { REASON_KINDS } from './reason-words.js';

export type Place = readonly [number, number];

/** One arm's way through a plane, a place an α. */
export interface Way {
  readonly name: string;
  readonly style: ArmStyle;
  /** By which it is known in every panel, from 1. */
  readonly number: number;
  readonly places: readonly Place[];
}

/** One pair in one plane. */
export interface PlaneView {
  readonly pair: ExplorePair;
  /** z_A and z_B. */
  readonly ends: readonly [Place, Place];
  readonly ways: readonly Way[];
}

/** Pairs in the plane of one pool. */
export interface PlaneViews {
  readonly share: Place;
  readonly ground: readonly Place[];
  readonly views: readonly PlaneView[];
}

export interface LatentWays {
  readonly planes: readonly PlaneViews[];
  /** Arms that are the straight line, whose ends are the latents; and those whose ends stand in where none is. */
  readonly straight: readonly string[];
  readonly borrowed: readonly string[];
  /** Arms that are drawn, in the order of their numbers. */
  readonly drawn: readonly Pick<Way, 'name' | 'style'>[];
  /** Names of those for which there is no room, and of those of which no latents are known. */
  readonly left: readonly string[];
  readonly unknown: readonly string[];
}

/** Panels, and arms in one; more would hide each other. */
const MOST_PANELS = 6;
const MOST_ARMS = 8;

/** Ways of arms through the planes of their pools, on a few of the explored pairs; null if no latents are known. */
export function latentWays({ data }: Pick<Exploration, 'data'>, arms: readonly LoadedArm[]): LatentWays | null {
  const hasLatents = (place: number) => data.pairs.some(({ walks }) => latentsOf(walks, place) !== null);
  const known = data.arms.flatMap(({ name, plane }, place) => {
    const arm = arms.find((one) => one.name === name);
    return arm === undefined || plane === null || !hasLatents(place) ? [] : [{ arm, plane, place }];
  });
  if (known.length === 0) return null;
  const straight = known.filter(({ arm }) => isLinear(arm));
  const others = known.filter((one) => !straight.includes(one));
  const shown = others.slice(0, MOST_ARMS).map((one, i) => ({ ...one, number: i + 1 }));
  const borrowed = new Set<string>();
  const used = [...new Set(known.map(({ plane }) => plane))];
  const pairs = onePerReason(data.pairs).slice(0, Math.max(1, Math.floor(MOST_PANELS / used.length)));
  const planes = used.flatMap((plane): PlaneViews[] => {
    const here = shown.filter((one) => one.plane === plane);
    const line = straight.find((one) => one.plane === plane) ?? here[0];
    if (line !== undefined && !straight.includes(line)) borrowed.add(line.arm.name);
    const views = pairs.flatMap((pair): PlaneView[] => {
      const ends = line === undefined ? null : latentsOf(pair.walks, line.place);
      const ways = here.flatMap(({ arm: { name, style }, number, place }): Way[] => {
        const places = latentsOf(pair.walks, place);
        return places === null ? [] : [{ name, style, number, places }];
      });
      return ends === null ? [] : [{ pair, ends: [ends[0]!, ends.at(-1)!], ways }];
    });
    return views.length === 0 ? [] : [{ ...data.planes[plane]!, views }];
  });
  return {
    planes,
    straight: straight.map(({ arm }) => arm.name),
    borrowed: [...borrowed],
    drawn: shown.map(({ arm: { name, style } }) => ({ name, style })),
    left: others.slice(MOST_ARMS).map(({ arm }) => arm.name),
    unknown: data.arms.filter(({ name }) => known.every(({ arm }) => arm.name !== name)).map(({ name }) => name),
  };
}

/** How far a way is from the straight line between two places at most, in lengths of that line; 0 where it has none. */
export function greatestBulge({ ends: [from, to], ways }: PlaneView, number: number): number {
  const [across, up] = [to[0] - from[0], to[1] - from[1]];
  const square = across ** 2 + up ** 2;
  if (square === 0) return 0;
  const places = ways.find((way) => way.number === number)?.places ?? [];
  const apart = places.map(([x, y]) => {
    const along = ((x - from[0]) * across + (y - from[1]) * up) / square;
    const within = Math.min(1, Math.max(0, along));
    return Math.hypot(x - from[0] - within * across, y - from[1] - within * up);
  });
  return Math.max(0, ...apart) / Math.sqrt(square);
}

function isLinear({ settings }: Pick<LoadedArm, 'settings'>): boolean {
  return settings.some(({ key, value }) => key === 'path.kind' && value === 'linear');
}

function latentsOf(walks: ExplorePair['walks'], place: number): readonly Place[] | null {
  return walks.find(({ arm }) => arm === place)?.latents ?? null;
}

/** The first pair of each reason, in the order of the reasons, then the others. */
function onePerReason(pairs: readonly ExplorePair[]): readonly ExplorePair[] {
  const firsts = REASON_KINDS.flatMap((kind) => pairs.find(({ reasons }) => reasons[0]?.kind === kind) ?? []);
  return [...firsts, ...pairs.filter((pair) => !firsts.includes(pair))];
}
