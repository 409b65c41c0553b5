import { axesOf } from '../arrays/axes.js';
import { requireModestTensor } from '../arrays/constant.js';
import { floatOf, intOf, listOf, textOf } from '../attributes.js';
import type { OnnxNode } from '../graph.js';
import { numbersOf, type Call, type Operator } from '../operator.js';
import { alongAxis } from '../tensors/along-axis.js';
import { resizeMatrix } from '../tensors/resize-matrix.js';

const COORDINATES = ['half_pixel', 'pytorch_half_pixel', 'align_corners', 'asymmetric', 'half_pixel_symmetric'];

/** x at other lengths of its axes, to sizes or by scales; each axis is a product with a constant matrix. */
export const Resize: Operator = {
  constants: [1, 2, 3],
  refuses: (node) => {
    const coordinates = textOf(node, 'coordinate_transformation_mode', 'half_pixel');
    if (!COORDINATES.includes(coordinates))
      return `with coordinates ${coordinates}; expected ${COORDINATES.join(', ')}`;
    if (intOf(node, 'antialias', 0) === 1) return 'with antialias; export with antialias=False';
    const policy = textOf(node, 'keep_aspect_ratio_policy', 'stretch');
    return policy === 'stretch' ? undefined : `with keep_aspect_ratio_policy ${policy}; export with fixed sizes`;
  },
  run: (call) => {
    const x = call.tensor(0);
    const lengths = lengthsOf(call, x.shape);
    requireModestTensor(lengths.map(({ to }) => to));
    return lengths.reduce((made, { to, scale }, axis) => {
      const matrix = resizeMatrix({ from: x.shape[axis]!, to, scale, ...settingsOf(call.node, call.opset) });
      return alongAxis(made, matrix, axis);
    }, x);
  },
};

interface Length {
  readonly to: number;
  readonly scale: number;
}

function lengthsOf(call: Call, shape: readonly number[]): readonly Length[] {
  const axes = axesOf(listOf(call.node, 'axes') ?? shape.map((_, axis) => axis), shape.length);
  const given = (input: number): readonly number[] | undefined => {
    const numbers = call.count > input ? numbersOf(call, input) : undefined;
    return numbers?.length ? numbers : undefined;
  };
  const scales = call.opset < 11 ? given(1) : given(2);
  const sizes = call.opset < 11 ? undefined : given(3);
  if (scales === undefined && sizes === undefined)
    throw new Error('expected scales or sizes, got neither; the file is damaged');
  return shape.map((from, axis): Length => {
    const place = axes.indexOf(axis);
    if (place < 0) return { to: from, scale: 1 };
    if (sizes !== undefined) return { to: sizes[place]!, scale: sizes[place]! / from };
    return { to: Math.floor(Math.fround(from * scales![place]!)), scale: scales![place]! };
  });
}

/** Before opset 11 there is only one way. */
function settingsOf(node: OnnxNode, opset: number) {
  const mode = textOf(node, 'mode', 'nearest');
  if (opset < 11) return { mode, coordinates: 'asymmetric', nearest: 'floor', cubic: -0.75, excludesOutside: false };
  return {
    mode,
    coordinates: textOf(node, 'coordinate_transformation_mode', 'half_pixel'),
    nearest: textOf(node, 'nearest_mode', 'round_prefer_floor'),
    cubic: floatOf(node, 'cubic_coeff_a', -0.75),
    excludesOutside: intOf(node, 'exclude_outside', 0) === 1,
  };
}
