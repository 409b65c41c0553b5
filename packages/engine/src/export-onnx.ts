import { freeRows } from './free-rows.js';
import { registerGradients } from './gradients.js';
import { encodeModel, lowerGraph, type LoweredGraph, type OnnxPort } from './onnx-model.js';
import { standardOperators } from './standard-operators.js';
import type { StepDefinition } from './step.js';
import { traceStep } from './trace.js';

export interface ExportOnnxOptions {
  /** The step at a number of rows: the first axis of its inputs and outputs. It has no state. */
  readonly step: (rows: number) => StepDefinition;
  /** The number of rows that the model is for; null for any. */
  readonly rows: number | null;
  /** Written into the model’s metadata_props. */
  readonly metadata: Readonly<Record<string, string>>;
}

/** An exported ONNX model. */
export interface ExportedOnnx {
  readonly bytes: Uint8Array;
  /** As in the model: names, and shapes with `n` for the rows where their number is free. */
  readonly inputs: readonly OnnxPort[];
  readonly outputs: readonly OnnxPort[];
}

/** Two numbers of rows that are seldom the size of another axis. */
const TRIED = [101, 103] as const;

/**
 * A step as a model for other programs: in operators of ONNX itself, its inputs, outputs and weights under the names
 * that the step gives them. It computes what the engine `onnx` does.
 * @throws RangeError if the step has a state, uses a name twice, or does not do with each row the same while
 *   `rows` is null
 */
export function exportModel({ step, rows }: Pick<ExportOnnxOptions, 'step' | 'rows'>): LoweredGraph {
  registerGradients();
  const lowerAt = (count: number) => {
    const definition = step(count);
    if (Object.keys(definition.state).length > 0)
      throw new RangeError(`exportOnnx: expected a step without state, got ${definition.name}`);
    return lowerGraph(traceStep(definition));
  };
  const lowered = rows === null ? freeRows(lowerAt(TRIED[0]), lowerAt(TRIED[1])) : lowerAt(rows);
  return withPlainNames(standardOperators(lowered));
}

/** The same in ONNX's own format. @throws as `exportModel` does */
export function exportOnnx({ metadata, ...options }: ExportOnnxOptions): ExportedOnnx {
  const model = exportModel(options);
  return { bytes: encodeModel(model, metadata), inputs: model.inputs, outputs: model.outputs };
}

/** Names as the step gives them, without the group that they are in. */
function withPlainNames({ name, inputs, outputs, nodes, initialisers }: LoweredGraph): LoweredGraph {
  const plain = (value: string) => value.replace(/^(inputs|next\.outputs|frozen)\./, '');
  const ports = [...inputs, ...outputs].map((port) => port.name);
  const taken = [
    ...ports,
    ...initialisers.keys(),
    ...nodes.flatMap((node) => node.outputs.filter((output) => !ports.includes(output))),
  ].map(plain);
  const twice = taken.find((value, i) => taken.indexOf(value) !== i);
  if (twice !== undefined)
    throw new RangeError(`exportOnnx: expected inputs, outputs and weights of different names, got ${twice} twice`);
  const named = (all: readonly OnnxPort[]) => all.map((port) => ({ ...port, name: plain(port.name) }));
  return {
    name,
    inputs: named(inputs),
    outputs: named(outputs),
    nodes: nodes.map((node) => ({ ...node, inputs: node.inputs.map(plain), outputs: node.outputs.map(plain) })),
    initialisers: new Map([...initialisers].map(([initialiser, value]) => [plain(initialiser), value])),
  };
}
