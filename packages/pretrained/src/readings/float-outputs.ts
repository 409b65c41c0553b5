import type { OnnxGraph, Port } from '../graph.js';

/**
 * The outputs in floating point: one of whole numbers is taken before its conversion, where that is the last thing
 * done.
 */
export function floatOutputs(graph: OnnxGraph): readonly Port[] {
  const makers = new Map(graph.nodes.flatMap((node) => node.outputs.map((name) => [name, node] as const)));
  return graph.outputs.flatMap((port) => {
    if (port.type === 'float32') return [port];
    const maker = makers.get(port.name);
    const before = maker?.op === 'Cast' ? maker.inputs[0] : undefined;
    return before === undefined ? [] : [{ ...port, name: before, type: 'float32' as const }];
  });
}
