import { openEngine } from '../src/index.js';
import { REDUCED_SIZES } from './reference-sizes.js';
import { referenceStep } from './reference-step.js';

/** Prints the reference step at its reduced size: the recorded graph, then the ONNX nodes that it became. */
async function main(): Promise<void> {
  const engine = await openEngine('onnx', { threads: 1 });
  const program = await engine.compile(referenceStep(REDUCED_SIZES));
  console.log(program.print());
  engine.dispose();
}

void main();
