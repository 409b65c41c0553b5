import type { Translate } from '../writing.js';
import { convolutions } from './convolutions.js';
import { dense } from './dense.js';
import { broadcasting, cast, identity, unary } from './elementwise.js';
import { fusions } from './fused.js';
import { images } from './images.js';
import { joins } from './joins.js';
import { reductions } from './reductions.js';
import { shapes } from './shapes.js';
import { slices } from './slices.js';

/** Every operator of TensorFlow that is written down as ONNX, by its name. */
export const TF_OPERATORS = {
  Identity: identity,
  StopGradient: identity,
  Snapshot: identity,
  Cast: cast,
  ...unary,
  ...broadcasting,
  ...dense,
  ...convolutions,
  ...fusions,
  ...images,
  ...shapes,
  ...slices,
  ...joins,
  ...reductions,
} as const satisfies Readonly<Record<string, Translate>>;

/** How a node of that operator is written down, or undefined. */
export function translationOf(op: string): Translate | undefined {
  const operators: Readonly<Record<string, Translate>> = TF_OPERATORS;
  return Object.hasOwn(operators, op) ? operators[op] : undefined;
}
