import type { PythonCall } from './call.js';
import { pythonNumber, pythonTuple } from './python-values.js';

/** One operator of ONNX as an expression of Python; of several outputs it is a tuple. */
type PythonOperator = (call: PythonCall) => string;

const between =
  (sign: string): PythonOperator =>
  ({ value }) =>
    `${value(0)} ${sign} ${value(1)}`;

/** A function of torch on all inputs. */
const call =
  (name: string): PythonOperator =>
  ({ node, tensor }) =>
    `${name}(${node.inputs.map((_, i) => tensor(i)).join(', ')})`;

const reduction =
  (name: string): PythonOperator =>
  ({ tensor, ints, number }) => {
    const axes = ints(1);
    const along = axes.length === 0 ? `tuple(range(${tensor(0)}.dim()))` : pythonTuple(axes);
    return `${tensor(0)}.${name}(dim=${along}, keepdim=${number('keepdims', 1) === 1 ? 'True' : 'False'})`;
  };

/** `:, :, ` for the axes before one. */
const before = (axis: number): string => ':, '.repeat(axis);

const TYPES: Readonly<Record<number, string>> = { 1: 'torch.float32', 6: 'torch.int32', 9: 'torch.bool' };

/** Pads by axis, last axis first, as PyTorch takes them. */
function pads(all: readonly number[]): string {
  const rank = all.length / 2;
  const pairs = Array.from({ length: rank }, (_, i) => [all[rank - 1 - i]!, all[2 * rank - 1 - i]!]);
  return pythonTuple(pairs.flat());
}

const Slice: PythonOperator = ({ tensor, ints }) => {
  const [starts, ends, axes] = [ints(1), ints(2), ints(3)];
  const ranges = Array.from({ length: Math.max(...axes) + 1 }, (_, axis) => {
    const at = axes.indexOf(axis);
    return at === -1 ? ':' : `${starts[at]}:${ends[at]}`;
  });
  return `${tensor(0)}[${ranges.join(', ')}]`;
};

const CumSum: PythonOperator = ({ tensor, ints, number }) => {
  const [axis] = ints(1);
  const x = tensor(0);
  const sum = (of: string) => `torch.cumsum(${of}, ${axis})`;
  const made = number('reverse', 0) === 1 ? `${sum(`${x}.flip(${axis})`)}.flip(${axis})` : sum(x);
  return number('exclusive', 0) === 1 ? `${made} - ${x}` : made;
};

const Conv: PythonOperator = ({ node, tensor, list }) => {
  const [top, left, bottom, right] = list('pads', [0, 0, 0, 0]);
  const image = [top, left, bottom, right].every((size) => size === 0)
    ? tensor(0)
    : `functional.pad(${tensor(0)}, (${left}, ${right}, ${top}, ${bottom}))`;
  const bias = node.inputs.length > 2 ? `, ${tensor(2)}` : '';
  const steps = `stride=${pythonTuple(list('strides', [1, 1]))}, dilation=${pythonTuple(list('dilations', [1, 1]))}`;
  return `functional.conv2d(${image}, ${tensor(1)}${bias}, ${steps})`;
};

const Col2Im: PythonOperator = ({ tensor, ints, list }) => {
  const [height, width] = ints(1) as readonly [number, number];
  const [top, left, bottom, right] = list('pads', [0, 0, 0, 0]) as readonly [number, number, number, number];
  const whole = pythonTuple([top + height + bottom, left + width + right]);
  const steps = `kernel_size=${pythonTuple(ints(2))}, stride=${pythonTuple(list('strides', [1, 1]))}`;
  const folded = `functional.fold(${tensor(0)}, ${whole}, ${steps})`;
  return `${folded}[:, :, ${top}:${top + height}, ${left}:${left + width}]`;
};

/** Every operator of ONNX that an exported model may have, in PyTorch. */
export const PYTHON_OPERATORS = {
  Abs: call('torch.abs'),
  Acos: call('torch.acos'),
  Atan: call('torch.atan'),
  Cos: call('torch.cos'),
  Erf: call('torch.erf'),
  Exp: call('torch.exp'),
  Identity: ({ tensor }) => tensor(0),
  IsNaN: call('torch.isnan'),
  Log: call('torch.log'),
  Neg: ({ tensor }) => `-${tensor(0)}`,
  Not: call('torch.logical_not'),
  Reciprocal: call('torch.reciprocal'),
  Relu: call('torch.relu'),
  Sigmoid: call('torch.sigmoid'),
  Sign: call('torch.sign'),
  Sin: call('torch.sin'),
  Sqrt: call('torch.sqrt'),
  Tanh: call('torch.tanh'),
  Cast: ({ tensor, number }) => `${tensor(0)}.to(${TYPES[number('to', 1)]})`,
  LeakyRelu: ({ tensor, number }) => `functional.leaky_relu(${tensor(0)}, ${pythonNumber(number('alpha', 0.01))})`,
  Clip: ({ tensor, value }) => `torch.clamp(${tensor(0)}, ${value(1)}, ${value(2)})`,
  Add: between('+'),
  Sub: between('-'),
  Mul: between('*'),
  Div: between('/'),
  Pow: call('torch.pow'),
  Max: call('torch.maximum'),
  Min: call('torch.minimum'),
  Equal: call('torch.eq'),
  Greater: between('>'),
  GreaterOrEqual: between('>='),
  Less: between('<'),
  LessOrEqual: between('<='),
  And: call('torch.logical_and'),
  Or: call('torch.logical_or'),
  Where: call('torch.where'),
  ReduceSum: reduction('sum'),
  ReduceMean: reduction('mean'),
  ReduceMax: reduction('amax'),
  ReduceMin: reduction('amin'),
  Reshape: ({ tensor, ints }) => `${tensor(0)}.reshape(${pythonTuple(ints(1))})`,
  Transpose: ({ tensor, list }) => `${tensor(0)}.permute(${pythonTuple(list('perm', []))})`,
  Concat: ({ node, tensor, number }) =>
    `torch.cat((${node.inputs.map((_, i) => tensor(i)).join(', ')}), dim=${number('axis', 0)})`,
  Slice,
  Split: ({ tensor, ints, number }) => `torch.split(${tensor(0)}, [${ints(1).join(', ')}], dim=${number('axis', 0)})`,
  Expand: ({ tensor, ints }) =>
    `${tensor(0)}.expand(torch.broadcast_shapes(${tensor(0)}.shape, ${pythonTuple(ints(1))}))`,
  Tile: ({ tensor, ints }) => `torch.tile(${tensor(0)}, ${pythonTuple(ints(1))})`,
  Pad: ({ node, tensor, value, ints }) =>
    `functional.pad(${tensor(0)}, ${pads(ints(1))}, value=${node.inputs.length > 2 ? value(2) : '0.0'})`,
  Gather: ({ tensor, number }) => `${tensor(0)}[${before(number('axis', 0))}${tensor(1)}.long()]`,
  CumSum,
  MatMul: call('torch.matmul'),
  Conv,
  Col2Im,
} as const satisfies Readonly<Record<string, PythonOperator>>;
