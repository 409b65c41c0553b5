import type { OnnxNode } from './emitter.js';
import type { LoweredGraph } from './onnx-model.js';

/**
 * The same model in ONNX's own operators, for programs other than ONNX Runtime: QuickGelu(x) with α = 1 is x·σ(x).
 * @throws if it has another operator of ONNX Runtime alone
 */
export function standardOperators(model: LoweredGraph): LoweredGraph {
  return { ...model, nodes: model.nodes.flatMap((node) => (node.domain === '' ? [node] : inStandard(node))) };
}

function inStandard({ op, inputs, outputs, attributes }: OnnxNode): OnnxNode[] {
  const alpha = attributes['alpha'];
  if (op !== 'QuickGelu' || typeof alpha !== 'object' || !('float' in alpha) || alpha.float !== 1) {
    throw new Error(`exportOnnx: expected operators of ONNX itself, got ${op} of ONNX Runtime`);
  }
  const gate = `${outputs[0]!}.gate`;
  return [
    { op: 'Sigmoid', domain: '', inputs, outputs: [gate], attributes: {} },
    { op: 'Mul', domain: '', inputs: [inputs[0]!, gate], outputs, attributes: {} },
  ];
}
