import type { OnnxNode } from '../emitter.js';

/** @throws RangeError if a node has an operator that is not among those known, with all of them */
export function requireKnown(
  nodes: readonly OnnxNode[],
  known: Readonly<Record<string, unknown>>,
  language: string,
): void {
  const unknown = new Set(nodes.map(({ op }) => op).filter((op) => !Object.hasOwn(known, op)));
  if (unknown.size === 0) return;
  throw new RangeError(
    `sources: expected operators that are known in ${language}, got ${[...unknown].sort().join(', ')}; ` +
      'export it with --to onnx, which has them all',
  );
}
