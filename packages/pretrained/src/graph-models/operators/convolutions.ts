import { onImages, paddingOf, spatial } from '../image-axes.js';
import { intsOf } from '../tf-node.js';
import type { Translate, Writing } from '../writing.js';

/** [h, w, in, out] → [out, in, h, w]; the same permutation turns [h, w, out, in] to [in, out, h, w]. */
const FILTERS_FIRST = [3, 2, 0, 1] as const;
/** [h, w, in, multiplier] → [in, multiplier, h, w] */
const CHANNELS_FIRST = [2, 3, 0, 1] as const;

const movesOf = ({ node }: Writing) => ({
  strides: spatial(node, intsOf(node, 'strides')),
  dilations: spatial(node, intsOf(node, 'dilations')),
});

/** Input 0 correlated with the filters of input 1. */
export function convolve(writing: Writing): string {
  const { node, input, emit } = writing;
  const filters = emit('Transpose', [input(1)], { perm: FILTERS_FIRST });
  const settings = { ...movesOf(writing), ...paddingOf(node) };
  return onImages(writing, input(0), (images) => emit('Conv', [images, filters], settings));
}

/** Each channel with filters of its own. */
export function convolveByChannel(writing: Writing): string {
  const { node, input, emit, constant, whole } = writing;
  const [high, wide, channels, times] = constant(1)?.shape ?? [];
  if (high === undefined || wide === undefined || channels === undefined || times === undefined)
    throw new Error('expected filters [h, w, c, m] that are weights, got another tensor; convert a frozen model');
  const first = emit('Transpose', [input(1)], { perm: CHANNELS_FIRST });
  const filters = emit('Reshape', [first, whole([channels * times, 1, high, wide])]);
  const settings = { ...movesOf(writing), ...paddingOf(node), group: channels };
  return onImages(writing, input(0), (images) => emit('Conv', [images, filters], settings));
}

/** The gradient of a convolution: input 2 spread by the filters of input 1 to the size that input 0 asks for. */
const convolveTransposed: Translate = (writing) => {
  const { node, input, emit, known } = writing;
  const sizes = known(0) ?? [];
  if ('pads' in paddingOf(node))
    throw new Error('with explicit paddings; convert a model whose padding is "same" or "valid"');
  const [high, wide] =
    sizes.length === 4
      ? spatial(
          node,
          sizes.map((size) => size ?? 0),
        )
      : [0, 0];
  if (high < 1 || wide < 1)
    throw new Error(
      'expected a height and a width that are known without the picture, got numbers that depend on it; convert a ' +
        'model whose input has a fixed size',
    );
  const filters = emit('Transpose', [input(1)], { perm: FILTERS_FIRST });
  const settings = { ...movesOf(writing), auto_pad: 'SAME_UPPER', output_shape: [high, wide] };
  return onImages(writing, input(2), (images) => emit('ConvTranspose', [images, filters], settings));
};

export const convolutions = {
  Conv2D: convolve,
  DepthwiseConv2dNative: convolveByChannel,
  Conv2DBackpropInput: convolveTransposed,
} as const satisfies Readonly<Record<string, Translate>>;
