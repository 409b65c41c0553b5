/**
 * Indices into a grid of n values of α, n odd: as many as there are evenly spaced ones up to `most`, both ends and the
 * middle among them. Costly scores are measured at these.
 */
export function sparseGrid(n: number, most = 17): number[] {
  const half = (n - 1) / 2;
  let stride = half;
  for (let s = half; s >= 1; s--) if (half % s === 0 && (2 * half) / s + 1 <= most) stride = s;
  return Array.from({ length: (2 * half) / stride + 1 }, (_, i) => i * stride);
}
