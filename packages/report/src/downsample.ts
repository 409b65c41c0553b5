export interface CurvePoint {
  readonly x: number;
  readonly y: number;
}

/**
 * At most `count` points of a curve: the points in order, cut into equal runs, each run replaced by its mean.
 * Curves no longer than `count` are returned as they are.
 */
export function downsample(curve: readonly CurvePoint[], count: number): readonly CurvePoint[] {
  if (curve.length <= count) return curve;
  return Array.from({ length: count }, (_, i) => {
    const run = curve.slice(Math.floor((i * curve.length) / count), Math.floor(((i + 1) * curve.length) / count));
    const mean = (pick: (point: CurvePoint) => number): number =>
      run.reduce((sum, point) => sum + pick(point), 0) / run.length;
    return { x: mean((point) => point.x), y: mean((point) => point.y) };
  });
}
