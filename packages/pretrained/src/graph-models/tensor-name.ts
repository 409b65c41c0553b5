/** As many outputs has no honest node. */
export const MOST_OUTPUTS = 1024;

/** The node that a reference is to, and which of its outputs. @throws if it is none */
export function partsOf(reference: string): { readonly node: string; readonly index: number } {
  const [node = '', ...rest] = reference.split(':');
  const index = Number(rest.at(-1) ?? 0);
  if (node !== '' && Number.isSafeInteger(index) && index >= 0 && index < MOST_OUTPUTS) return { node, index };
  throw new Error(
    `expected the name of a tensor, as node or node:1, got “${reference.slice(0, 100)}”; the file is damaged`,
  );
}

/** Name of a node's output: that of the node, for the first one. */
export const outputName = (node: string, index: number): string => (index === 0 ? node : `${node}:${index}`);

/** `node`, `node:0` and `node:out:0` are one tensor. */
export function tensorName(reference: string): string {
  const { node, index } = partsOf(reference);
  return outputName(node, index);
}
