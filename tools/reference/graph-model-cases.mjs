// Small GraphModels, one or more for each operator that is read: { name, x, nodes, weights, outputs }.

/** Numbers in −1…1 that no one chose, by position: multiples of 1/64, so that they are short and exact. */
export const drawn = (length, from = 0) =>
  Array.from({ length }, (_, i) => ((((i + from + 1) * 7919) % 1009) % 129) / 64 - 1);
export const sizeOf = (shape) => shape.reduce((product, length) => product * length, 1);
const real = (shape, values = drawn(sizeOf(shape), 5)) => ({ dtype: 'float32', shape, values });
const whole = (values, shape = [values.length]) => ({ dtype: 'int32', shape, values });
const one = (value) => whole([value], []);

const text = (value) => ({ s: Buffer.from(value).toString('base64') });
const int = (value) => ({ i: String(value) });
const float = (value) => ({ f: value });
const flag = (value) => ({ b: value });
const ints = (...values) => ({ list: { i: values.map(String) } });
const texts = (...values) => ({ list: { s: values.map((value) => text(value).s) } });
export const FLOAT = { type: 'DT_FLOAT' };

const images = (padding, rest = {}) => ({
  T: FLOAT,
  data_format: text('NHWC'),
  padding: text(padding),
  strides: ints(1, 2, 2, 1),
  dilations: ints(1, 1, 1, 1),
  ...rest,
});
const windows = (padding) => ({ ...images(padding), ksize: ints(1, 2, 2, 1) });
const masks = (rest = {}) =>
  Object.fromEntries(
    ['begin', 'end', 'ellipsis', 'new_axis', 'shrink_axis'].map((key) => [`${key}_mask`, int(rest[key] ?? 0)]),
  );

/** One node of an operator: `x` is the input, others are weights; `read` chooses an output. */
const single = (op, x, { inputs = ['x'], weights = {}, attr = {}, outputs = ['y'] } = {}) => ({
  name: op,
  x,
  nodes: [{ name: 'y', op, input: inputs, attr: { T: FLOAT, ...attr } }],
  weights,
  outputs,
});
const beside = (op, other, x = [2, 3]) => single(op, x, { inputs: ['x', 'w'], weights: { w: other } });
const named = (name, one) => ({ ...one, name });

const unary = 'Relu Relu6 Elu Selu Sigmoid Tanh Softplus Softmax LogSoftmax Exp Square Neg Abs Sign Erf'
  .split(' ')
  .concat('Reciprocal Sin Cos Identity StopGradient Snapshot'.split(' '))
  .map((op) => single(op, [2, 5]));
/** Of positive numbers alone. */
const positive = ['Log', 'Sqrt', 'Rsqrt'].map((op) => ({
  name: op,
  x: [2, 3],
  nodes: [
    { name: 's', op: 'Exp', input: ['x'], attr: { T: FLOAT } },
    { name: 'y', op, input: ['s'], attr: { T: FLOAT } },
  ],
  weights: {},
  outputs: ['y'],
}));
/** Of weights: they have no gradient. */
const ofWeights = ['Floor', 'Ceil', 'Prod'].map((op) => ({
  name: op,
  x: [2, 3],
  nodes: [
    { name: 'c', op, input: op === 'Prod' ? ['w', 'axes'] : ['w'], attr: { T: FLOAT, keep_dims: flag(true) } },
    { name: 'y', op: 'Add', input: ['x', 'c'], attr: { T: FLOAT } },
  ],
  weights: { w: real([1, 3], [0.5, -1.25, 2]), axes: whole([1]) },
  outputs: ['y'],
}));
const pairs = 'Add AddV2 AddN Sub Mul Div RealDiv Maximum Minimum SquaredDifference Prelu'
  .split(' ')
  .map((op) => beside(op, op === 'AddN' ? real([2, 3]) : real([3], [0.5, -0.25, 2])));
const comparing = 'Greater GreaterEqual Less LessEqual Equal'.split(' ').map((op) => ({
  name: op,
  x: [2, 3],
  nodes: [
    { name: 'c', op, input: ['x', 'w'], attr: { T: FLOAT } },
    { name: 'n', op: 'LogicalNot', input: ['c'], attr: {} },
    { name: 'a', op: 'LogicalOr', input: ['c', 'n'], attr: {} },
    { name: 'b', op: 'LogicalAnd', input: ['a', 'c'], attr: {} },
    { name: 'y', op: 'SelectV2', input: ['b', 'x', 'w'], attr: { T: FLOAT } },
  ],
  weights: { w: real([3], [0.5, -0.25, 0]) },
  outputs: ['y'],
}));
const reductions = ['Mean', 'Sum', 'Max', 'Min'].flatMap((op) =>
  [true, false].map((keeps) =>
    named(
      `${op}, ${keeps ? 'kept' : 'gone'}`,
      single(op, [2, 3, 4], { inputs: ['x', 'w'], weights: { w: whole([1, 2]) }, attr: { keep_dims: flag(keeps) } }),
    ),
  ),
);

const FILTERS = real([3, 3, 2, 4]);
const convolutions = ['SAME', 'VALID'].flatMap((padding) =>
  [
    single('Conv2D', [2, 5, 6, 2], { inputs: ['x', 'w'], weights: { w: FILTERS }, attr: images(padding) }),
    single('DepthwiseConv2dNative', [2, 5, 6, 2], {
      inputs: ['x', 'w'],
      weights: { w: real([3, 3, 2, 3]) },
      attr: images(padding),
    }),
    single('_FusedConv2D', [2, 5, 6, 2], {
      inputs: ['x', 'w', 'b'],
      weights: { w: FILTERS, b: real([4]) },
      attr: { ...images(padding), fused_ops: texts('BiasAdd', 'Relu'), num_args: int(1) },
    }),
    single('FusedDepthwiseConv2dNative', [2, 5, 6, 2], {
      inputs: ['x', 'w', 'b'],
      weights: { w: real([3, 3, 2, 1]), b: real([2]) },
      attr: { ...images(padding), fused_ops: texts('BiasAdd', 'Relu6'), num_args: int(1) },
    }),
    single('MaxPool', [2, 5, 6, 2], { attr: windows(padding) }),
    single('AvgPool', [2, 5, 6, 2], { attr: windows(padding) }),
  ].map((one) => named(`${one.name}, ${padding}`, one)),
);
const explicit = named(
  'Conv2D, EXPLICIT',
  single('Conv2D', [2, 5, 6, 2], {
    inputs: ['x', 'w'],
    weights: { w: FILTERS },
    attr: images('EXPLICIT', { explicit_paddings: ints(0, 0, 1, 2, 0, 1, 0, 0) }),
  }),
);
const dilated = named(
  'Conv2D, dilated',
  single('Conv2D', [2, 7, 8, 2], {
    inputs: ['x', 'w'],
    weights: { w: FILTERS },
    attr: images('VALID', { strides: ints(1, 1, 1, 1), dilations: ints(1, 2, 2, 1) }),
  }),
);
/** A transposed convolution asks for its size by what Shape, StridedSlice and Pack make of it. */
const transposed = [
  ['SAME', 6, 8, 2],
  ['SAME', 5, 7, 2],
  ['VALID', 7, 9, 2],
  ['VALID', 8, 10, 2],
  ['SAME', 3, 4, 1],
].map(([padding, high, wide, stride]) => ({
  name: `Conv2DBackpropInput, ${padding} to ${high}×${wide}`,
  x: [2, 3, 4, 2],
  nodes: [
    { name: 's', op: 'Shape', input: ['x'], attr: { T: FLOAT, out_type: { type: 'DT_INT32' } } },
    { name: 'n', op: 'StridedSlice', input: ['s', 'from', 'to', 'by'], attr: masks({ shrink_axis: 1 }) },
    { name: 'size', op: 'Pack', input: ['n', 'h', 'w', 'c'], attr: { N: int(4), axis: int(0) } },
    {
      name: 'y',
      op: 'Conv2DBackpropInput',
      input: ['size', 'filters', 'x'],
      attr: images(padding, { strides: ints(1, stride, stride, 1) }),
    },
  ],
  weights: {
    from: whole([0]),
    to: whole([1]),
    by: whole([1]),
    h: one(high),
    w: one(wide),
    c: one(3),
    filters: real([3, 3, 3, 2]),
  },
  outputs: ['y'],
}));

const dense = [
  single('MatMul', [2, 3], {
    inputs: ['x', 'w'],
    weights: { w: real([4, 3]) },
    attr: { transpose_a: flag(false), transpose_b: flag(true) },
  }),
  ...['BatchMatMul', 'BatchMatMulV2'].map((op) =>
    single(op, [2, 3, 4], { inputs: ['x', 'w'], weights: { w: real([2, 4, 2]) } }),
  ),
  single('_FusedMatMul', [2, 3], {
    inputs: ['x', 'w', 'b'],
    weights: { w: real([3, 4]), b: real([4]) },
    attr: { fused_ops: texts('BiasAdd', 'LeakyRelu'), num_args: int(1), leakyrelu_alpha: float(0.2) },
  }),
  single('BiasAdd', [2, 2, 2, 3], {
    inputs: ['x', 'w'],
    weights: { w: real([3]) },
    attr: { data_format: text('NHWC') },
  }),
];
const normalised = ['FusedBatchNorm', 'FusedBatchNormV2', 'FusedBatchNormV3'].map((op) =>
  single(op, [2, 3, 3, 2], {
    inputs: ['x', 'scale', 'offset', 'mean', 'variance'],
    weights: {
      scale: real([2], [0.5, 2]),
      offset: real([2], [0.1, -1]),
      mean: real([2], [0.3, -0.2]),
      variance: real([2], [0.7, 1.5]),
    },
    attr: { epsilon: float(0.001), is_training: flag(false), data_format: text('NHWC') },
  }),
);
const resized = ['ResizeNearestNeighbor', 'ResizeBilinear'].flatMap((op) =>
  [
    [false, false],
    [true, false],
    [false, true],
  ].map(([corners, halves]) =>
    named(
      `${op}, ${corners ? 'corners' : halves ? 'half places' : 'plain'}`,
      single(op, [2, 3, 4, 2], {
        inputs: ['x', 'w'],
        weights: { w: whole([5, 8]) },
        attr: { align_corners: flag(corners), half_pixel_centers: flag(halves) },
      }),
    ),
  ),
);
const padded = [
  single('Pad', [2, 3], { inputs: ['x', 'w'], weights: { w: whole([0, 1, 2, 0], [2, 2]) } }),
  single('PadV2', [2, 3], {
    inputs: ['x', 'w', 'v'],
    weights: { w: whole([0, 1, 2, 0], [2, 2]), v: real([], [0.5]) },
  }),
  single('MirrorPad', [2, 3], {
    inputs: ['x', 'w'],
    weights: { w: whole([0, 1, 2, 0], [2, 2]) },
    attr: { mode: text('REFLECT') },
  }),
];
const shapes = [
  single('Reshape', [2, 3, 2], { inputs: ['x', 'w'], weights: { w: whole([-1, 6]) } }),
  single('ExpandDims', [2, 3], { inputs: ['x', 'w'], weights: { w: one(1) } }),
  single('Squeeze', [2, 1, 3], { attr: { squeeze_dims: ints(1) } }),
  single('Transpose', [2, 3, 4], { inputs: ['x', 'w'], weights: { w: whole([0, 2, 1]) } }),
  single('Tile', [2, 3], { inputs: ['x', 'w'], weights: { w: whole([1, 2]) } }),
  single('BroadcastTo', [2, 1], { inputs: ['x', 'w'], weights: { w: whole([2, 3]) } }),
  single('GatherV2', [2, 4], {
    inputs: ['x', 'w', 'axis'],
    weights: { w: whole([3, 0, 3]), axis: one(1) },
    attr: { batch_dims: int(0) },
  }),
  single('DepthToSpace', [2, 2, 3, 8], { attr: { block_size: int(2), data_format: text('NHWC') } }),
  single('LeakyRelu', [2, 3], { attr: { alpha: float(0.3) } }),
  single('ClipByValue', [2, 3], { inputs: ['x', 'a', 'b'], weights: { a: real([], [-0.5]), b: real([], [0.25]) } }),
  single('Pow', [2, 3], { inputs: ['x', 'w'], weights: { w: real([], [2]) } }),
];
const joined = [
  {
    ...single('Pack', [2, 3], { inputs: ['x', 'x'], attr: { N: int(2), axis: int(1) } }),
  },
  single('ConcatV2', [2, 3], { inputs: ['x', 'x', 'w'], weights: { w: one(1) }, attr: { N: int(2) } }),
  single('Unpack', [2, 3], { attr: { num: int(3), axis: int(1) }, outputs: ['y', 'y:2'] }),
  single('Split', [2, 4], {
    inputs: ['w', 'x'],
    weights: { w: one(1) },
    attr: { num_split: int(2) },
    outputs: ['y', 'y:1'],
  }),
  single('SplitV', [2, 4], {
    inputs: ['x', 'sizes', 'w'],
    weights: { sizes: whole([1, 3]), w: one(1) },
    attr: { num_split: int(2) },
    outputs: ['y', 'y:1'],
  }),
];
const sliced = [
  ['half of the last axis', [0, 2], [0, 4], [1, 1], { begin: 1, end: 1 }],
  ['an ellipsis', [0, 0], [0, 2], [1, 1], { ellipsis: 1, begin: 2 }],
  ['one of an axis', [0, -1], [0, 0], [1, 1], { begin: 1, end: 1, shrink_axis: 2 }],
  ['every second', [0, 0], [0, 0], [1, 2], { begin: 3, end: 3 }],
  ['backwards', [0, -1], [0, -4], [1, -1], { begin: 1, end: 1 }],
  ['a new axis', [0, 0, 1], [0, 0, 3], [1, 1, 1], { begin: 1, end: 1, new_axis: 2 }],
].map(([name, begin, end, by, rest]) =>
  named(
    `StridedSlice, ${name}`,
    single('StridedSlice', [2, 4, 3], {
      inputs: ['x', 'from', 'to', 'by'],
      weights: { from: whole(begin), to: whole(end), by: whole(by) },
      attr: masks(rest),
    }),
  ),
);
const rest = [
  single('Slice', [2, 4, 3], {
    inputs: ['x', 'from', 'size'],
    weights: { from: whole([0, 1, 0]), size: whole([-1, 2, 3]) },
  }),
  {
    name: 'Cast, Range, Fill',
    x: [2, 3],
    nodes: [
      { name: 'r', op: 'Range', input: ['a', 'b', 'c'], attr: {} },
      { name: 'f', op: 'Cast', input: ['r'], attr: { SrcT: { type: 'DT_INT32' }, DstT: FLOAT } },
      { name: 'v', op: 'Fill', input: ['d', 'e'], attr: {} },
      { name: 's', op: 'Add', input: ['f', 'v'], attr: { T: FLOAT } },
      { name: 'y', op: 'Mul', input: ['x', 's'], attr: { T: FLOAT } },
    ],
    weights: { a: one(0), b: one(3), c: one(1), d: whole([3]), e: real([], [0.5]) },
    outputs: ['y'],
  },
  {
    name: 'weights kept as uint8 and float16',
    x: [2, 3],
    nodes: [
      { name: 'm', op: 'MatMul', input: ['x', 'w'], attr: { T: FLOAT } },
      { name: 'y', op: 'BiasAdd', input: ['m', 'b'], attr: { T: FLOAT, data_format: text('NHWC') } },
    ],
    weights: {
      w: { ...real([3, 2], [0, 51, 255, 7, 100, 2]), kept: { dtype: 'uint8', scale: 0.01, min: -1 } },
      b: { ...real([2], [0x3800, 0xc100]), kept: { dtype: 'float16' } },
    },
    outputs: ['y'],
  },
];

export const cases = [
  ...unary,
  ...positive,
  ...ofWeights,
  ...pairs,
  ...comparing,
  ...reductions,
  ...convolutions,
  explicit,
  dilated,
  ...transposed,
  ...dense,
  ...normalised,
  ...resized,
  ...padded,
  ...shapes,
  ...joined,
  ...sliced,
  ...rest,
];
