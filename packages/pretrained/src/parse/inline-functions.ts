import type { onnx } from 'onnx-proto';
import { functionKey } from './function-defaults.js';

/** Calls of functions may nest, and a few bytes then stand for very many nodes. */
const MOST_NODES = 200_000;

export interface FunctionContext {
  /** By `functionKey`. */
  readonly functions: ReadonlyMap<string, onnx.IFunctionProto>;
  readonly defaults: ReadonlyMap<string, readonly onnx.IAttributeProto[]>;
  readonly opset: number;
}

/**
 * The nodes with every call of a function that is local to the model replaced by the function's nodes. Tensors within
 * bear the call's name before their own.
 * @throws if functions call each other in a circle, or are of another opset than the model, or the nodes are too
 *   many
 */
export function inlineFunctions(
  nodes: readonly onnx.INodeProto[],
  context: FunctionContext,
): readonly onnx.INodeProto[] {
  const made: onnx.INodeProto[] = [];
  const walk = (inner: readonly onnx.INodeProto[], within: readonly string[]): void => {
    for (const node of inner) {
      const key = functionKey(node.domain ?? '', node.opType ?? '');
      const body = context.functions.get(key);
      if (body === undefined) {
        made.push(node);
        if (made.length > MOST_NODES)
          throw new Error(
            `functions: expected a model of at most ${MOST_NODES} nodes, got more when they were inlined`,
          );
        continue;
      }
      if (within.includes(key))
        throw new Error(
          `function ${node.opType}: expected functions that do not call themselves, got ` +
            `${[...within, key].join(' → ')}`,
        );
      walk(instantiate(node, body, context), [...within, key]);
    }
  };
  walk(nodes, []);
  return made;
}

/** The nodes of one call. */
function instantiate(
  call: onnx.INodeProto,
  body: onnx.IFunctionProto,
  { defaults, opset }: FunctionContext,
): readonly onnx.INodeProto[] {
  const own = body.opsetImport?.find(({ domain }) => !domain)?.version;
  if (own !== undefined && own !== null && Number(own) !== opset) {
    throw new Error(
      `function ${body.name}: expected the model's opset ${opset}, got opset ${String(own)}; inline it with ` +
        'onnx.inliner.inline_local_functions',
    );
  }
  const names = new Map<string, string>([['', '']]);
  body.input?.forEach((name, i) => names.set(name, call.input?.[i] ?? ''));
  body.output?.forEach((name, i) => names.set(name, call.output?.[i] || ''));
  const prefix = `${call.name || call.output?.[0] || body.name}`;
  const rename = (name: string): string => {
    const known = names.get(name);
    if (known !== undefined && (known !== '' || name === '' || body.input?.includes(name))) return known;
    const fresh = `${prefix}/${name}`;
    names.set(name, fresh);
    return fresh;
  };
  const given = new Map<string, onnx.IAttributeProto>();
  for (const attribute of [
    ...(defaults.get(functionKey(body.domain ?? '', body.name ?? '')) ?? []),
    ...(call.attribute ?? []),
  ])
    given.set(attribute.name ?? '', attribute);
  return (body.node ?? []).map((node) => ({
    ...node,
    name: `${prefix}/${node.name || node.opType}`,
    domain: node.domain ?? '',
    opType: node.opType ?? '',
    input: node.input?.map(rename) ?? [],
    output: node.output?.map(rename) ?? [],
    attribute: (node.attribute ?? []).flatMap((attribute) => resolve(attribute, given)),
  }));
}

/** An attribute that refers to one of the call takes its value; it is absent where the call has none. */
function resolve(
  attribute: onnx.IAttributeProto,
  given: ReadonlyMap<string, onnx.IAttributeProto>,
): onnx.IAttributeProto[] {
  if (!attribute.refAttrName) return [attribute];
  const found = given.get(attribute.refAttrName);
  return found === undefined ? [] : [{ ...found, name: attribute.name ?? '' }];
}
