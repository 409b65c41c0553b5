import { floatOf, typeOf } from '../tf-node.js';
import type { Translate } from '../writing.js';

/** The operator of ONNX that does the same with the same inputs. */
const same =
  (op: string): Translate =>
  ({ node, emit }) =>
    emit(op, node.inputs);

/** Moves numbers on as they are, and with them what is known of them. */
export const identity: Translate = ({ input, known, tell, emit }) => {
  const numbers = known(0);
  if (numbers !== undefined) tell(numbers);
  return emit('Identity', [input(0)]);
};

export const cast: Translate = (writing) => {
  const type = typeOf(writing.node, 'DstT');
  const code = { float32: 1, int64: 7, bool: 9, uint8: 2 }[String(type)];
  if (code === undefined) throw new Error('to a type that is not computed with; convert the model in float32');
  const numbers = writing.known(0);
  if (numbers !== undefined && type === 'int64')
    writing.tell(numbers.map((number) => (number === undefined ? number : Math.trunc(number))));
  return writing.emit('Cast', [writing.input(0)], { to: code });
};

/** One input and one output, number by number, or along the last axis. */
export const unary = {
  Relu: same('Relu'),
  Relu6: ({ input, emit, real }) => emit('Clip', [input(0), real(0), real(6)]),
  Elu: same('Elu'),
  Selu: same('Selu'),
  LeakyRelu: ({ node, input, emit }) => emit('LeakyRelu', [input(0)], { alpha: floatOf(node, 'alpha', 0.2) }),
  Sigmoid: same('Sigmoid'),
  Tanh: same('Tanh'),
  Softplus: same('Softplus'),
  Softmax: ({ input, emit }) => emit('Softmax', [input(0)], { axis: -1 }),
  LogSoftmax: ({ input, emit }) => emit('LogSoftmax', [input(0)], { axis: -1 }),
  Exp: same('Exp'),
  Log: same('Log'),
  Sqrt: same('Sqrt'),
  Rsqrt: ({ input, emit }) => emit('Reciprocal', [emit('Sqrt', [input(0)])]),
  Square: ({ input, emit }) => emit('Mul', [input(0), input(0)]),
  Neg: same('Neg'),
  Abs: same('Abs'),
  Sign: same('Sign'),
  Floor: same('Floor'),
  Ceil: same('Ceil'),
  Erf: same('Erf'),
  Reciprocal: same('Reciprocal'),
  Sin: same('Sin'),
  Cos: same('Cos'),
  LogicalNot: same('Not'),
} as const satisfies Readonly<Record<string, Translate>>;

/** Several inputs that broadcast. */
export const broadcasting = {
  Add: same('Add'),
  AddV2: same('Add'),
  AddN: same('Sum'),
  Sub: same('Sub'),
  Mul: same('Mul'),
  Div: same('Div'),
  RealDiv: same('Div'),
  Maximum: same('Max'),
  Minimum: same('Min'),
  Pow: same('Pow'),
  Prelu: same('PRelu'),
  SquaredDifference({ input, emit }) {
    const difference = emit('Sub', [input(0), input(1)]);
    return emit('Mul', [difference, difference]);
  },
  ClipByValue: same('Clip'),
  Greater: same('Greater'),
  GreaterEqual: same('GreaterOrEqual'),
  Less: same('Less'),
  LessEqual: same('LessOrEqual'),
  Equal: same('Equal'),
  LogicalAnd: same('And'),
  LogicalOr: same('Or'),
  SelectV2: same('Where'),
} as const satisfies Readonly<Record<string, Translate>>;
