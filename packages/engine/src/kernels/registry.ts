import type { Kernel } from '../kernel.js';
import { Abs } from './Abs.js';
import { Acos } from './Acos.js';
import { Add } from './Add.js';
import { AddN } from './AddN.js';
import { Atan } from './Atan.js';
import { BatchMatMul } from './BatchMatMul.js';
import { Cast } from './Cast.js';
import { ClipByValue } from './ClipByValue.js';
import { Concat } from './Concat.js';
import { Conv2D } from './Conv2D.js';
import { Conv2DBackpropFilter } from './Conv2DBackpropFilter.js';
import { Conv2DBackpropInput } from './Conv2DBackpropInput.js';
import { Cos } from './Cos.js';
import { Cumsum } from './Cumsum.js';
import { Equal } from './Equal.js';
import { Erf } from './Erf.js';
import { Exp } from './Exp.js';
import { ExpandDims } from './ExpandDims.js';
import { Fill } from './Fill.js';
import { GatherV2 } from './GatherV2.js';
import { Greater } from './Greater.js';
import { GreaterEqual } from './GreaterEqual.js';
import { Identity } from './Identity.js';
import { IsFinite } from './IsFinite.js';
import { IsNan } from './IsNan.js';
import { LeakyRelu } from './LeakyRelu.js';
import { Less } from './Less.js';
import { LessEqual } from './LessEqual.js';
import { Log } from './Log.js';
import { Log1p } from './Log1p.js';
import { LogicalAnd } from './LogicalAnd.js';
import { LogicalNot } from './LogicalNot.js';
import { LogicalOr } from './LogicalOr.js';
import { Max } from './Max.js';
import { Maximum } from './Maximum.js';
import { Mean } from './Mean.js';
import { Min } from './Min.js';
import { Minimum } from './Minimum.js';
import { Multiply } from './Multiply.js';
import { Neg } from './Neg.js';
import { NotEqual } from './NotEqual.js';
import { OnesLike } from './OnesLike.js';
import { Pack } from './Pack.js';
import { PadV2 } from './PadV2.js';
import { Pow } from './Pow.js';
import { RealDiv } from './RealDiv.js';
import { Reciprocal } from './Reciprocal.js';
import { Relu } from './Relu.js';
import { Reshape } from './Reshape.js';
import { Rsqrt } from './Rsqrt.js';
import { Select } from './Select.js';
import { Sigmoid } from './Sigmoid.js';
import { Sign } from './Sign.js';
import { Sin } from './Sin.js';
import { Slice } from './Slice.js';
import { Softplus } from './Softplus.js';
import { SplitV } from './SplitV.js';
import { Sqrt } from './Sqrt.js';
import { Square } from './Square.js';
import { SquaredDifference } from './SquaredDifference.js';
import { Step } from './Step.js';
import { Sub } from './Sub.js';
import { Sum } from './Sum.js';
import { Tanh } from './Tanh.js';
import { Tile } from './Tile.js';
import { Transpose } from './Transpose.js';
import { Unpack } from './Unpack.js';
import { ZerosLike } from './ZerosLike.js';

/** Every TensorFlow.js kernel that the step compiler can lower, under its name. */
export const KERNELS = {
  Abs,
  Acos,
  Add,
  AddN,
  Atan,
  BatchMatMul,
  Cast,
  ClipByValue,
  Concat,
  Conv2D,
  Conv2DBackpropFilter,
  Conv2DBackpropInput,
  Cos,
  Cumsum,
  Equal,
  Erf,
  Exp,
  ExpandDims,
  Fill,
  GatherV2,
  Greater,
  GreaterEqual,
  Identity,
  IsFinite,
  IsNan,
  LeakyRelu,
  Less,
  LessEqual,
  Log,
  Log1p,
  LogicalAnd,
  LogicalNot,
  LogicalOr,
  Max,
  Maximum,
  Mean,
  Min,
  Minimum,
  Multiply,
  Neg,
  NotEqual,
  OnesLike,
  Pack,
  PadV2,
  Pow,
  RealDiv,
  Reciprocal,
  Relu,
  Reshape,
  Rsqrt,
  Select,
  Sigmoid,
  Sign,
  Sin,
  Slice,
  Softplus,
  SplitV,
  Sqrt,
  Square,
  SquaredDifference,
  Step,
  Sub,
  Sum,
  Tanh,
  Tile,
  Transpose,
  Unpack,
  ZerosLike,
} as const satisfies Readonly<Record<string, Kernel>>;
