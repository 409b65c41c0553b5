/**
 * Colours from low to high, dark to light throughout, so that they are told apart without hue: viridis at nine places
 * (van der Walt and Smith 2015, CC0).
 */
const RAMP = ['440154', '482878', '3e4989', '31688e', '26828e', '1f9e89', '35b779', '6ece58', 'fde725'].map((hex) =>
  [0, 2, 4].map((at) => parseInt(hex.slice(at, at + 2), 16)),
);

/** Red, green and blue, 0 … 255, of a share of the way from low to high; what lies beyond is drawn at the end. */
export function rampColour(share: number): readonly number[] {
  const at = Math.min(1, Math.max(0, share)) * (RAMP.length - 1);
  const [low, high] = [RAMP[Math.floor(at)]!, RAMP[Math.ceil(at)]!];
  return low.map((value, i) => Math.round(value + (at - Math.floor(at)) * (high[i]! - value)));
}
