import type { LoadedArm } from './load.js';

/** One thing that a grid varies: settings that change together, such as kind and number of pairs. */
export interface GridFactor {
  readonly name: string;
  /** In their order: numbers ascending, then words. */
  readonly levels: readonly string[];
}

/** Trained arms as the points of a grid of which every combination is there once. */
export interface Factorial {
  readonly factors: readonly GridFactor[];
  readonly points: readonly { readonly arm: LoadedArm; readonly levels: ReadonlyMap<string, string> }[];
}

/** Settings whose parts are one choice. */
const TOGETHER = ['sampling.pairs', 'sampling.alphas'] as const;

/** The grid that the trained arms make; null if they make none: too few, or combinations that are missing. */
export function factorialOf(arms: readonly LoadedArm[]): Factorial | null {
  const trained = arms.filter((arm) => arm.trained);
  const named = trained.map((arm) => ({ arm, levels: levelsOf(arm) }));
  const names = [...new Set(named.flatMap(({ levels }) => [...levels.keys()]))];
  const factors = names
    .map((name) => ({ name, levels: sorted([...new Set(named.map(({ levels }) => levels.get(name) ?? '–'))]) }))
    .filter(({ levels }) => levels.length > 1);
  const combinations = factors.reduce((product, { levels }) => product * levels.length, 1);
  const places = new Set(named.map(({ levels }) => factors.map(({ name }) => levels.get(name) ?? '–').join('\n')));
  if (factors.length === 0 || places.size !== combinations || trained.length !== combinations) return null;
  return { factors, points: named };
}

function levelsOf({ settings }: LoadedArm): ReadonlyMap<string, string> {
  const groups = new Map<string, string[]>();
  for (const { key, value } of settings) {
    const group = TOGETHER.find((start) => key.startsWith(`${start}.`)) ?? key;
    if (key.startsWith('path.kind')) continue;
    groups.set(group, [...(groups.get(group) ?? []), typeof value === 'string' ? value : JSON.stringify(value)]);
  }
  return new Map([...groups].map(([name, values]) => [name, values.join(' ')]));
}

/** Numbers by their size, of texts those that are in them; texts without a number last. */
function sorted(levels: readonly string[]): readonly string[] {
  const size = (level: string): number => {
    const digits = /-?\d+(\.\d+)?(e[+-]?\d+)?/i.exec(level);
    return digits === null ? Infinity : Number(digits[0]);
  };
  return [...levels].sort((a, b) => (size(a) === size(b) ? (a < b ? -1 : 1) : size(a) - size(b)));
}
