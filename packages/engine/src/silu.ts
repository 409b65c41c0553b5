import type { Emitter } from './emitter.js';
import { isKernel, isUniform, type Value } from './graph.js';
import type { GraphWriter } from './graph-writer.js';

/**
 * x where `gate` is sigmoid(x) and nothing else reads it: then x·gate is one QuickGelu with α = 1, at half the cost.
 */
export function gatedInput(emit: Emitter, x: Value, gate: Value): Value | undefined {
  if (!isKernel(gate, 'Sigmoid') || gate.source.node.inputs[0] !== x || emit.usesOf(gate) > 1) return undefined;
  return x;
}

/** The factors of a product of two, in both orders. */
function factorings(value: Value): (readonly [Value, Value])[] {
  if (!isKernel(value, 'Multiply')) return [];
  const [a, b] = value.source.node.inputs as readonly [Value, Value]; // a product has two factors
  return [
    [a, b],
    [b, a],
  ];
}

/** s where the value is s·(1 − s) and s a sigmoid: a sigmoid's derivative. */
function sigmoidOfDerivative(value: Value): Value | undefined {
  return factorings(value).find(([s, rest]) => {
    if (!isKernel(s, 'Sigmoid') || !isKernel(rest, 'Sub')) return false;
    const [one, subtracted] = rest.source.node.inputs;
    return isUniform(one!, 1) && subtracted === s;
  })?.[0];
}

/**
 * The gradient of x·s, s = sigmoid(x), as TensorFlow.js's tape writes it, with a product and an addition less:
 * dy·s + (dy·x)·(s·(1 − s)) = dy·(s + y·(1 − s)), y = x·s. Undefined if a + b is not of that form.
 */
export function siluGradient(graph: GraphWriter, a: Value, b: Value): Value | undefined {
  for (const [direct, through] of [
    [a, b],
    [b, a],
  ] as const) {
    for (const [outer, derivative] of factorings(through)) {
      const s = sigmoidOfDerivative(derivative);
      if (s === undefined || !isKernel(s, 'Sigmoid')) continue;
      const x = s.source.node.inputs[0]!;
      for (const [dy, gated] of factorings(outer)) {
        if (gated !== x || !factorings(direct).some(([p, q]) => p === dy && q === s)) continue;
        const rest = graph.one('Sub', {}, graph.uniform([], 'float32', 1), s);
        const slope = graph.one('Add', {}, s, graph.one('Multiply', {}, graph.one('Multiply', {}, x, s), rest));
        return graph.one('Multiply', {}, dy, slope);
      }
    }
  }
  return undefined;
}
