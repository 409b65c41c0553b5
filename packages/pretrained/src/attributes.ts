import { nameOf, type Attribute, type Constant, type OnnxNode } from './graph.js';

type OfKind<Kind extends Attribute['kind']> = Attribute & { readonly kind: Kind };

function find<Found extends Attribute>(
  node: OnnxNode,
  name: string,
  isWanted: (attribute: Attribute) => attribute is Found,
  wanted: string,
): Found['value'] | undefined {
  const attribute = node.attributes[name];
  if (attribute === undefined) return undefined;
  if (isWanted(attribute)) return attribute.value;
  throw new Error(
    `node ${nameOf(node)} (${node.op}): attribute ${name}: expected ${wanted}, got ${attribute.kind}; the file is ` +
      'damaged',
  );
}

const isNumber = (attribute: Attribute): attribute is OfKind<'int' | 'float'> =>
  attribute.kind === 'int' || attribute.kind === 'float';
const isText = (attribute: Attribute): attribute is OfKind<'string'> => attribute.kind === 'string';
const isList = (attribute: Attribute): attribute is OfKind<'ints' | 'floats'> =>
  attribute.kind === 'ints' || attribute.kind === 'floats';
const isTensor = (attribute: Attribute): attribute is OfKind<'tensor'> => attribute.kind === 'tensor';

/** A whole number, or the default where the node does not say. */
export function intOf<Default extends number | undefined>(
  node: OnnxNode,
  name: string,
  otherwise: Default,
): number | Default {
  return find(node, name, isNumber, 'a number') ?? otherwise;
}

export function floatOf<Default extends number | undefined>(
  node: OnnxNode,
  name: string,
  otherwise: Default,
): number | Default {
  return find(node, name, isNumber, 'a number') ?? otherwise;
}

export function textOf(node: OnnxNode, name: string, otherwise: string): string {
  return find(node, name, isText, 'a text') ?? otherwise;
}

/** A list of numbers, whole or not. */
export function listOf(node: OnnxNode, name: string): readonly number[] | undefined {
  return find(node, name, isList, 'a list of numbers');
}

export function constantOf(node: OnnxNode, name: string): Constant | undefined {
  return find(node, name, isTensor, 'a tensor');
}
