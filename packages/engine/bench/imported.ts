import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

const BENCH = join(__dirname, '../../trials/bench/main.ts');

/** A training step through a VAE from ONNX files beside the same VAE that is made here. */
interface Imported {
  /** Seconds of a step, medians over the rounds. */
  readonly builtIn: number;
  readonly imported: number;
  /** Median over the rounds of imported by built-in. */
  readonly ratio: number;
  /** What the ratio is to stay under. */
  readonly target: number;
  /** ‖θ − θ′‖ / ‖θ‖ after the first hundred steps. */
  readonly thetaApart: number;
}

/** Runs the bench of trials, which knows VAEs, in a process of its own. */
export function measureImported(): Imported {
  const text = execFileSync(process.execPath, [...process.execArgv, BENCH, '--json'], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return JSON.parse(text);
}

export function formatImported({ ratio, target, thetaApart, builtIn }: Imported): string {
  const verdict = ratio < target ? 'of' : 'OVER';
  return (
    `through a VAE from ONNX files a training step takes ${ratio.toFixed(3)} times (${verdict} ${target}) the ` +
    `${builtIn.toFixed(3)} s that it takes through the same VAE made here; ` +
    `θ is ${thetaApart.toExponential(1)} apart after 100 steps`
  );
}
