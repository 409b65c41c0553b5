import type { PortableConstant, PortableGraph } from '@latent-paths/core';
import { registerGradients } from './gradients.js';
import type { Value } from './graph.js';
import type { Kernel } from './kernel.js';
import { KERNELS } from './kernels/registry.js';
import type { StepDefinition } from './step.js';
import { traceStep } from './trace.js';

const KERNEL_OF: Readonly<Record<string, Kernel>> = KERNELS;

/**
 * A step as calls of TensorFlow.js kernels on numbered values, for a program that has a backend but not this code.
 * Names are those that the step gives its inputs and outputs.
 * @throws RangeError if the step has a state
 */
export function portableGraph(step: StepDefinition): PortableGraph {
  if (Object.keys(step.state).length > 0)
    throw new RangeError(`portableGraph: expected a step without state, got ${step.name}`);
  registerGradients();
  const graph = traceStep(step);
  const ids = new Map<Value, number>();
  const constants: PortableConstant[] = [];
  const idOf = (value: Value): number => {
    const known = ids.get(value);
    if (known !== undefined) return known;
    const id = ids.size;
    ids.set(value, id);
    const { shape, dtype, source } = value;
    if (source.kind === 'constant') constants.push({ id, shape, dtype, data: source.data });
    if (source.kind === 'uniform') constants.push({ id, shape, dtype, data: source.number });
    return id;
  };
  const plain = (name: string) => name.replace(/^(inputs|outputs)\./, '');
  const inputs = Object.fromEntries(
    Object.entries(graph.inputs).map(([name, value]) => [
      plain(name),
      { id: idOf(value), shape: value.shape, dtype: value.dtype },
    ]),
  );
  const nodes = graph.nodes.map(({ kernel, attributes, inputs: read, outputs }) => {
    const names = KERNEL_OF[kernel]!.inputs;
    return {
      kernel,
      attributes,
      inputs: read.map(idOf),
      names: names === 'list' ? null : names,
      outputs: outputs.map(idOf),
    };
  });
  const outputs = Object.fromEntries(Object.entries(graph.outputs).map(([name, value]) => [plain(name), idOf(value)]));
  return { name: graph.name, inputs, constants, nodes, outputs };
}
