import { shortWay, widthOf, type FactorSpace } from './factor-space.js';
import type { FactorPath } from './path-error.js';

/** How far a path goes round a circle. */
export interface Arc {
  /** |Δ_path| ÷ the short way between the true ends: 1 for the short way round; null where the ends are less than 1e-4 of a period apart. */
  readonly excess: number | null;
  /** Whether it ends nearer to b by the long way round: more than half a period, unwrapped. */
  readonly long: boolean;
}

/** Of the first circular factor that the path error counts; null where there is none. Steps are unwrapped the short way. */
export function arcOf({ scored }: FactorSpace, path: FactorPath, a: ArrayLike<number>, b: ArrayLike<number>): Arc | null {
  const circle = scored.find(({ factor }) => factor.kind === 'circular');
  if (circle === undefined) return null;
  const { factor, index } = circle;
  const period = widthOf(factor);
  let way = 0;
  for (let i = 1; i < path.length; i++) way += shortWay(path[i - 1]![index]!, path[i]![index]!, period);
  const short = Math.abs(shortWay(a[index]!, b[index]!, period));
  return { excess: short < 1e-4 * period ? null : Math.abs(way) / short, long: Math.abs(way) > period / 2 };
}
