import { onnx } from 'onnx-proto';
import type { Attribute } from '../graph.js';
import { elementType } from './element-types.js';
import { toNumber } from './integers.js';
import { readTensor, type TensorContext } from './read-tensor.js';

const { FLOAT, INT, STRING, TENSOR, FLOATS, INTS, STRINGS } = onnx.AttributeProto.AttributeType;

/** The kind of an attribute, also in files from before 2017, which do not state it. */
function kindOf(attribute: onnx.IAttributeProto): number {
  if (attribute.type) return attribute.type;
  if (attribute.t) return TENSOR;
  if (attribute.ints?.length) return INTS;
  if (attribute.floats?.length) return FLOATS;
  if (attribute.s?.length) return STRING;
  return attribute.f ? FLOAT : INT;
}

function readAttribute(attribute: onnx.IAttributeProto, context: TensorContext): Attribute {
  const text = new TextDecoder();
  switch (kindOf(attribute)) {
    case INT:
      return { kind: 'int', value: toNumber(attribute.i) };
    case FLOAT:
      return { kind: 'float', value: attribute.f ?? 0 };
    case INTS:
      return { kind: 'ints', value: (attribute.ints ?? []).map(toNumber) };
    case FLOATS:
      return { kind: 'floats', value: attribute.floats ?? [] };
    case STRING:
      return { kind: 'string', value: text.decode(attribute.s ?? new Uint8Array()) };
    case STRINGS:
      return { kind: 'strings', value: (attribute.strings ?? []).map((bytes) => text.decode(bytes)) };
    case TENSOR:
      return { kind: 'tensor', value: readTensor(attribute.t ?? {}, context) };
    default:
      return { kind: 'other', value: attribute.name ?? '' };
  }
}

/** Attributes by name; those that name an element type name the one under which elements are held. */
export function readAttributes(
  op: string,
  attributes: readonly onnx.IAttributeProto[],
  context: TensorContext,
): Readonly<Record<string, Attribute>> {
  const read = attributes.map((attribute): [string, Attribute] => [
    attribute.name ?? '',
    readAttribute(attribute, context),
  ]);
  return Object.fromEntries(
    read.map(([name, attribute]) => [name, isTypeCode(op, name) ? widened(attribute) : attribute]),
  );
}

const isTypeCode = (op: string, name: string): boolean =>
  (op === 'Cast' && name === 'to') || name === 'dtype' || name === 'stash_type';

function widened(attribute: Attribute): Attribute {
  return attribute.kind === 'int' && elementType(attribute.value) === 'float32' ? { kind: 'int', value: 1 } : attribute;
}
