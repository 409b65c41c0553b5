import type { HeldOutLevel } from '@latent-paths/trials/evaluation';

/** A picture, and how it comes back from the VAE. */
export interface ReturnedPicture {
  readonly name: string;
  /** How it was read, in words; null of the trial's own. */
  readonly read: string | null;
  /** Mean of (x − D(E(x)))² over pixels and channels, values 0…1. */
  readonly squaredError: number;
  /** Whether that lies far above what held-out pictures have. */
  readonly far: boolean;
}

/** Times the 95th percentile of held-out pictures, above which one is no picture of their kind. */
const FAR = 2;

/** Whether a squared error lies far above those of held-out pictures; where there are none, it is not known to. */
export function isFar(squaredError: number, level: HeldOutLevel | null): boolean {
  return level !== null && squaredError > FAR * level.q95;
}

/** Pictures of which a warning tells. */
const MOST_TOLD = 10;

/** A sentence for pictures that the VAE does not know; none where it knows all. */
export function warningOf(pictures: readonly ReturnedPicture[], level: HeldOutLevel | null): string | null {
  const far = pictures.filter((picture) => picture.far);
  if (far.length === 0 || level === null) return null;
  const names = far.slice(0, MOST_TOLD).map(({ name, squaredError }) => `${name} (${squaredError.toPrecision(3)})`);
  return (
    `warning: ${far.length} of ${pictures.length} pictures come back with a squared error of more than ${FAR} times ` +
    `${level.q95.toPrecision(3)}, below which 95 % of held-out pictures lie: ${names.join(', ')}` +
    `${far.length > MOST_TOLD ? ', …' : ''}. The VAE does not know such pictures, and the walk begins or ends at ` +
    'others than were given.'
  );
}
