import { openEngine } from '../src/index.js';
import { referenceInputs, referenceState } from './reference-data.js';
import { REFERENCE_SIZES } from './reference-sizes.js';
import { referenceStep } from './reference-step.js';
import { serve } from './serve.js';

/** The reference step on the `onnx` engine. Argument: threads. */
async function main(): Promise<void> {
  const engine = await openEngine('onnx', { threads: Number(process.argv[2]) });
  const program = await engine.compile(referenceStep(REFERENCE_SIZES));
  program.load(referenceState(REFERENCE_SIZES));
  const inputs = referenceInputs(REFERENCE_SIZES);
  const total = async () => (await program.run(inputs))['total']!.data[0]!;
  const about = `${engine.version}, ${engine.threads} threads`;
  await serve({ about, total: await total(), flops: program.flops }, async () => {
    const loss = await total();
    if (!Number.isFinite(loss)) throw new Error(`peer-onnx: expected a finite loss, got ${loss}`);
  });
}

void main();
