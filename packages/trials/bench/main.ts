import './first-word.js';
import { availableParallelism, cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { openEngine } from '@latent-paths/engine';
import { trialSchema } from '@latent-paths/specification/trial';
import { median } from 'simple-statistics';
import { relativeDifference, twoTrainings, type Training } from './two-trainings.js';

const IMAGE = [32, 32, 3] as const;
/** Steps of each training before any is timed; θ is compared after them. */
const FIRST = 100;
const STEPS = 8;
const ROUNDS = 7;
/** Seconds of the imported VAE's step over those of the built-in one's. */
const TARGET = 1.1;

const tell = (line: string) => void process.stderr.write(`bench: ${line}\n`);

async function secondsOf({ step }: Training): Promise<number> {
  const began = performance.now();
  for (let i = 0; i < STEPS; i++) await step();
  return (performance.now() - began) / 1000 / STEPS;
}

/**
 * Trains the path of default settings through the VAE that is made here and through the same VAE from ONNX files: how
 * far θ is apart, and the ratio of their steps' seconds, in turns within every round.
 */
async function main(): Promise<void> {
  const { json } = parseArgs({ options: { json: { type: 'boolean', default: false } } }).values;
  const load = loadavg().map((value) => Math.round(value * 100) / 100);
  const engine = await openEngine('onnx', { threads: availableParallelism() });
  try {
    const { builtIn, imported } = await twoTrainings(trialSchema.parse({}), IMAGE, (step) => engine.compile(step));
    tell(`${FIRST} steps of each training`);
    for (let i = 0; i < FIRST; i++) {
      await builtIn.step();
      await imported.step();
    }
    const apart = relativeDifference(imported.theta(), builtIn.theta());
    const [own, theirs]: [number[], number[]] = [[], []];
    for (let round = 0; round < ROUNDS; round++) {
      tell(`round ${round + 1} of ${ROUNDS}`);
      const turns = [
        async () => void own.push(await secondsOf(builtIn)),
        async () => void theirs.push(await secondsOf(imported)),
      ];
      for (const turn of round % 2 === 0 ? turns : turns.toReversed()) await turn();
    }
    const found = {
      builtIn: median(own),
      imported: median(theirs),
      ratio: median(theirs.map((seconds, round) => seconds / own[round]!)),
      target: TARGET,
      thetaApart: apart,
      load,
    };
    if (json) return console.log(JSON.stringify(found));
    const verdict = found.ratio < TARGET ? 'of' : 'OVER';
    const machine = `${cpus()[0]?.model.trim() ?? 'unknown'}, load ${load.join(' ')} at the start`;
    const lines = [
      `a training step through a VAE from ONNX files: ${found.ratio.toFixed(3)} ${verdict} ${TARGET} times the seconds`,
      `through the same VAE that is made here (${found.builtIn.toFixed(3)} s)`,
      `θ is ${apart.toExponential(1)} apart in norm after ${FIRST} steps`,
      `medians of ${ROUNDS} interleaved rounds on ${machine}`,
    ];
    console.log(lines.join('\n'));
  } finally {
    engine.dispose();
  }
}

void main();
