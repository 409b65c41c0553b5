import type { OnnxGraph } from './graph.js';

/** The one error for all that keeps a model from being computed. */
export function obstaclesError({ file, opset }: OnnxGraph, problems: readonly string[]): Error {
  const list = problems.map((problem) => `\n- ${problem}`).join('');
  return new Error(
    `${file}: expected a model in ONNX that can be computed with gradients, got ${problems.length} ` +
      `${problems.length === 1 ? 'obstacle' : 'obstacles'} (opset ${opset}):${list}`,
  );
}
