/** The way from one point of a circle to another, the short way round: in (−period/2, period/2]. */
export function shortWay(from: number, to: number, period: number): number {
  const turns = (to - from) / period;
  return (turns - Math.ceil(turns - 0.5)) * period;
}
