import { onImages, paddingOf, spatial } from '../image-axes.js';
import { floatOf, intOf, intsOf, isTrue, textOf } from '../tf-node.js';
import type { Translate, Writing } from '../writing.js';

const pooling =
  (op: string): Translate =>
  (writing) => {
    const { node, input, emit } = writing;
    const settings = {
      kernel_shape: spatial(node, intsOf(node, 'ksize')),
      strides: spatial(node, intsOf(node, 'strides')),
      ...paddingOf(node),
    };
    return onImages(writing, input(0), (images) => emit(op, [images], settings));
  };

/** (x − mean)/√(variance + ε)·scale + offset by channel, with the statistics of training. */
const normalise: Translate = (writing) => {
  const { node, input, emit, inputsFrom } = writing;
  if (isTrue(node, 'is_training'))
    throw new Error('in training mode, with the statistics of each batch; convert the model for inference');
  const settings = { epsilon: floatOf(node, 'epsilon', 1e-4) };
  return onImages(writing, input(0), (images) => emit('BatchNormalization', [images, ...inputsFrom(1)], settings));
};

/** Where places of the larger image lie in the smaller one: as TensorFlow counts, in ONNX's words. */
const resizing =
  (mode: 'nearest' | 'linear'): Translate =>
  (writing) => {
    const { node, input, emit } = writing;
    const [corners, halves] = [isTrue(node, 'align_corners'), isTrue(node, 'half_pixel_centers')];
    const settings = {
      mode,
      coordinate_transformation_mode: corners ? 'align_corners' : halves ? 'half_pixel' : 'asymmetric',
      ...(mode === 'nearest' && { nearest_mode: corners || halves ? 'round_prefer_ceil' : 'floor' }),
    };
    return onImages(writing, input(0), (images) => {
      const outer = emit('Shape', [images], { end: 2 });
      return emit('Resize', [images, '', '', emit('Concat', [outer, input(1)], { axis: 0 })], settings);
    });
  };

/** [n, 2] amounts before and after each axis, as ONNX has them: all before, then all after. */
const padsOf = ({ input, emit, whole }: Writing): string =>
  emit('Reshape', [emit('Transpose', [input(1)], { perm: [1, 0] }), whole([-1])]);

/** What moves a window over images, changes their size, or scales their channels. */
export const images = {
  MaxPool: pooling('MaxPool'),
  AvgPool: pooling('AveragePool'),
  FusedBatchNorm: normalise,
  FusedBatchNormV2: normalise,
  FusedBatchNormV3: normalise,
  ResizeNearestNeighbor: resizing('nearest'),
  ResizeBilinear: resizing('linear'),
  DepthToSpace(writing) {
    const settings = { blocksize: intOf(writing.node, 'block_size', 1), mode: 'DCR' };
    return onImages(writing, writing.input(0), (images) => writing.emit('DepthToSpace', [images], settings));
  },
  Pad: (writing) => writing.emit('Pad', [writing.input(0), padsOf(writing)], { mode: 'constant' }),
  PadV2: (writing) => writing.emit('Pad', [writing.input(0), padsOf(writing), writing.input(2)], { mode: 'constant' }),
  MirrorPad(writing) {
    const mode = textOf(writing.node, 'mode', 'REFLECT');
    if (mode !== 'REFLECT') throw new Error(`of mode ${mode}; expected REFLECT`);
    return writing.emit('Pad', [writing.input(0), padsOf(writing)], { mode: 'reflect' });
  },
} as const satisfies Readonly<Record<string, Translate>>;
