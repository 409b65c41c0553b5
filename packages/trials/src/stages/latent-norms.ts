/** Mean and deviation of ‖z‖ over latents. */
export interface LatentNorms {
  readonly mean: number;
  readonly deviation: number;
}

/** Deviation of ‖z‖ relative to its mean, below which latents are on a sphere, or on a shell. */
const SPHERE = 0.01;
const SHELL = 0.15;

/** Of latents [n, d]. */
export function latentNorms(latents: Float32Array, d: number): LatentNorms {
  const norms = Array.from({ length: latents.length / d }, (_, i) =>
    Math.hypot(...latents.subarray(i * d, (i + 1) * d)),
  );
  const meanOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const mean = meanOf(norms);
  return { mean, deviation: Math.sqrt(meanOf(norms.map((one) => (one - mean) ** 2))) };
}

/** What is to be known of latents of `d` dimensions whose norms hardly differ; null of others. */
export function shellNote({ mean, deviation }: LatentNorms, d: number): string | null {
  const relative = deviation / mean;
  if (d === 1 || !(relative < SHELL)) return null;
  return (
    `latents lie on ${relative < SPHERE ? 'a sphere' : 'a shell'}, ‖z‖ = ${mean.toPrecision(3)} ± ` +
    `${deviation.toPrecision(2)}: a straight line leaves it, and slerp is the honest baseline`
  );
}
