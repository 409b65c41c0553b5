import { axisMatrix, type AxisMatrix } from './along-axis.js';

/** How one axis is resized, in the words of ONNX's Resize. */
export interface Resizing {
  readonly from: number;
  readonly to: number;
  /** to/from, or what the node says it is. */
  readonly scale: number;
  readonly mode: string;
  readonly coordinates: string;
  readonly nearest: string;
  readonly cubic: number;
  readonly excludesOutside: boolean;
}

/** Of which places of an axis each place of the resized one is the sum. */
export function resizeMatrix(resizing: Resizing): AxisMatrix {
  const { from, to, mode } = resizing;
  const within = (place: number) => Math.min(Math.max(place, 0), from - 1);
  return axisMatrix(to, from, (add, row) => {
    const place = coordinate(row, resizing);
    if (mode === 'nearest') add(within(round(place, resizing.nearest)), 1);
    else if (mode === 'linear') addLinear(add, within(place), within);
    else addCubic(add, place, resizing);
  });
}

type Add = (column: number, weight: number) => void;

function addLinear(add: Add, place: number, within: (place: number) => number): void {
  const left = Math.floor(place);
  add(left, 1 - (place - left));
  add(within(left + 1), place - left);
}

/** Keys' cubic convolution over four places; beyond the axis its edge is seen, or nothing. */
function addCubic(add: Add, place: number, { from, cubic, excludesOutside }: Resizing): void {
  const left = Math.floor(place);
  const taps = [-1, 0, 1, 2].map((shift) => ({
    at: left + shift,
    weight: keys(Math.abs(place - left - shift), cubic),
  }));
  const seen = excludesOutside ? taps.filter(({ at }) => at >= 0 && at < from) : taps;
  const total = excludesOutside ? seen.reduce((sum, { weight }) => sum + weight, 0) : 1;
  for (const { at, weight } of seen) add(Math.min(Math.max(at, 0), from - 1), weight / total);
}

function keys(distance: number, a: number): number {
  if (distance <= 1) return ((a + 2) * distance - (a + 3)) * distance ** 2 + 1;
  return distance < 2 ? a * (((distance - 5) * distance + 8) * distance - 4) : 0;
}

/** Where on the axis a place of the resized one lies; in float32, as ONNX Runtime does it. */
function coordinate(row: number, { from, to, scale, coordinates }: Resizing): number {
  const step = Math.fround(scale);
  const halves = Math.fround(Math.fround(row + 0.5) / step);
  switch (coordinates) {
    case 'asymmetric':
      return Math.fround(row / step);
    case 'align_corners':
      return to === 1 ? 0 : Math.fround((row * (from - 1)) / (to - 1));
    case 'pytorch_half_pixel':
      return to === 1 ? 0 : halves - 0.5;
    case 'half_pixel_symmetric':
      return (from / 2) * (1 - to / (scale * from)) + halves - 0.5;
    default:
      return halves - 0.5; // half_pixel
  }
}

function round(place: number, how: string): number {
  switch (how) {
    case 'floor':
      return Math.floor(place);
    case 'ceil':
      return Math.ceil(place);
    case 'round_prefer_ceil':
      return Math.floor(place + 0.5);
    default:
      return Math.ceil(place - 0.5); // round_prefer_floor
  }
}
