import type { Port } from '../graph.js';
import { shapeSchema, type GraphModelJson, type TfShape } from './graph-model.js';
import { tensorName } from './tensor-name.js';
import { fieldOf, type TfNode } from './tf-node.js';
import { elementTypeOf } from './tf-types.js';

/** A port as the signature has it: the name that others see, and the tensor that it is. */
export interface SignedPort {
  readonly port: Port;
  readonly tensor: string;
}

/** Inputs and outputs by the names that their author gave them; undefined where the file has none. */
export function signedPorts(
  { signature, userDefinedMetadata }: GraphModelJson,
  side: 'inputs' | 'outputs',
): readonly SignedPort[] | undefined {
  const ports = (userDefinedMetadata?.signature ?? signature)?.[side];
  if (ports === undefined || Object.keys(ports).length === 0) return undefined;
  return Object.entries(ports).map(([name, { name: tensor, dtype, tensorShape }]) => ({
    port: portOf(name, dtype, tensorShape),
    tensor: tensorName(tensor),
  }));
}

/** An input as its node has it. @throws if it holds no numbers */
export function placeholderPort(node: TfNode): Port {
  const shape = shapeSchema.safeParse(fieldOf(node, 'shape', 'shape'));
  return portOf(node.name, fieldOf(node, 'dtype', 'type'), shape.success ? shape.data : undefined);
}

function portOf(name: string, dtype: unknown, shape: TfShape | undefined): Port {
  const type = dtype === undefined ? 'float32' : elementTypeOf(dtype);
  if (type === undefined)
    throw new Error(
      `tensor ${name}: expected numbers, got ${String(dtype)}; convert a model that takes and gives float32`,
    );
  const lengths = shape?.unknownRank === true ? undefined : shape?.dim?.map(({ size }) => size);
  if (lengths === undefined) return { name, type };
  return { name, type, shape: lengths.map((length, axis) => (length > 0 ? length : axis === 0 ? 'batch' : '')) };
}
