import type { PathMetric } from './metric.js';
import { row, squaredGap } from './rows.js';

/**
 * Share of the n steps along which both ‖x − x_0‖ rises and ‖x − x_n‖ falls: 1 where every step leaves the start and
 * nears the end.
 */
export const monotonicity: PathMetric = {
  about: 'share of the steps that lead away from the path’s first image and nearer to its last one',
  worked: { frames: [[0], [2], [1], [4]], value: 2 / 3 },
  value({ frames, steps }) {
    const n = steps.length;
    const width = frames.length / (n + 1);
    const to = (end: number) =>
      Float64Array.from({ length: n + 1 }, (_, i) => squaredGap(row(frames, i, width), row(frames, end, width)));
    const [start, end] = [to(0), to(n)];
    let monotone = 0;
    for (let i = 0; i < n; i++) if (start[i + 1]! > start[i]! && end[i + 1]! < end[i]!) monotone++;
    return monotone / n;
  },
};
