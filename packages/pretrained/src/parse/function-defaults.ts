import { onnx } from 'onnx-proto';
import { Reader } from 'protobufjs/minimal';

const FUNCTIONS = 25;
const NAME = 1;
const DOMAIN = 10;
const DEFAULTS = 11;

/** The key of a function among those of a model. */
export const functionKey = (domain: string, name: string): string => `${domain}::${name}`;

/**
 * Attributes that a function has where its call does not name them: FunctionProto.attribute_proto, which came with IR 9
 * and which onnx-proto does not know. By `functionKey`.
 */
export function functionDefaults(bytes: Uint8Array): ReadonlyMap<string, readonly onnx.IAttributeProto[]> {
  const found = new Map<string, readonly onnx.IAttributeProto[]>();
  for (const [field, content] of fieldsOf(bytes)) {
    if (field !== FUNCTIONS) continue;
    const fields = fieldsOf(content);
    const text = (wanted: number) => new TextDecoder().decode(fields.find(([inner]) => inner === wanted)?.[1]);
    const defaults = fields.flatMap(([inner, value]) =>
      inner === DEFAULTS ? [onnx.AttributeProto.decode(value)] : [],
    );
    if (defaults.length > 0) found.set(functionKey(text(DOMAIN), text(NAME)), defaults);
  }
  return found;
}

const LENGTH_DELIMITED = 2;

/** Fields of a message that are messages, texts or bytes themselves. */
function fieldsOf(bytes: Uint8Array): (readonly [field: number, content: Uint8Array])[] {
  const reader = Reader.create(bytes);
  const fields: (readonly [number, Uint8Array])[] = [];
  while (reader.pos < reader.len) {
    const tag = reader.uint32();
    if ((tag & 7) === LENGTH_DELIMITED) fields.push([tag >>> 3, reader.bytes()]);
    else reader.skipType(tag & 7);
  }
  return fields;
}
