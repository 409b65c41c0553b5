import { mapValues, type NDArray, ndarray } from '@latent-paths/core';
import type { Engine, Program, StepDefinition } from '@latent-paths/engine';
import {
  initialMinimiser,
  runMinimiser,
  type FrozenVae,
  type MinimiserOutputs,
  type SolverHost,
} from '@latent-paths/model';
import { under } from '../../steps/prefixed-records.js';
import { rowsAtOnce } from '../../steps/rows-at-once.js';
import { scalarArray } from '../../steps/specs.js';
import { mapStep, minimiseStep, type SolverStepOptions } from '../../steps/solver-step.js';
import { countedVae, type CountedVae, type Evaluations } from './evaluations.js';
import { takeRows } from './take-rows.js';

export interface SolverHostOptions {
  readonly engine: Engine;
  readonly vae: FrozenVae;
  /** That the paths will be computed at. */
  readonly alphas: Float32Array;
  readonly sample: SolverHost['sample'];
  /** Called after every run with how many of a problem's runs are done, of at most how many; it may throw to stop. */
  pulse(problem: string, done: number, most: number): Promise<void>;
}

/** What was computed, for the rows that were asked for. */
export interface Work extends Evaluations {
  /**
   * Floating-point operations in matrix products and convolutions, forth and back; null if the engine does not count
   * them.
   */
  readonly flops: number | null;
}

/** A host that counts. */
export interface CountingHost extends SolverHost {
  /** Of everything since it was made. */
  work(): Work;
}

/** Latents decoded in one run, at most: 256 paths of 20 points. */
const POINTS_A_RUN = 5120;

/** Runs a program on rows in batches; the last batch is filled up with the last row, and cut. */
interface Batches {
  readonly program: Program;
  /** Rows a run. */
  readonly size: number;
  /** First rows of the batches. */
  readonly firsts: readonly number[];
  /** Of the rows from `first` on. */
  count(first: number): number;
  /** Adds a run on so many rows to the work. */
  account(rows: number): void;
}

/** Solves on an engine, as many rows at once as fit in memory. */
export function solverHost({ engine, vae, alphas, sample, pulse }: SolverHostOptions): CountingHost {
  let work: Work = { decodes: 0, encodes: 0, flops: 0 };

  async function batches(
    n: number,
    pointsPerRow: number,
    define: (options: SolverStepOptions) => StepDefinition,
  ): Promise<Batches> {
    const size = Math.min(n, Math.max(1, Math.floor(rowsAtOnce(POINTS_A_RUN, vae.imageShape) / pointsPerRow)));
    let counted: CountedVae | undefined;
    const program = await engine.compile(
      define({
        // Anew whenever the step's function runs: an engine that compiles runs it once, another one at every run.
        vae: { ...vae, context: (weights) => (counted = countedVae(vae.context(weights))).context },
        batch: size,
      }),
    );
    return {
      program,
      size,
      firsts: Array.from({ length: Math.ceil(n / size) }, (_, i) => i * size),
      count: (first) => Math.min(size, n - first),
      account(rows) {
        const { decodes, encodes } = counted!.count(); // the program has run
        const share = rows / size;
        const flops = work.flops === null || program.flops === null ? null : work.flops + share * program.flops;
        work = { decodes: work.decodes + share * decodes, encodes: work.encodes + share * encodes, flops };
      },
    };
  }

  return {
    alphas,
    sample,
    work: () => work,
    async map(problem, take) {
      const n = Object.values(problem.rows)[0]!.shape[0]!;
      const { program, size, firsts, count, account } = await batches(n, problem.pointsPerRow, (options) =>
        mapStep(problem, options),
      );
      try {
        for (const [run, first] of firsts.entries()) {
          const { result } = await program.run(
            under(
              'row',
              mapValues(problem.rows, (rows) => takeRows(rows, first, size)),
            ),
          );
          const [rows, width] = [count(first), result!.data.length / size];
          for (let i = 0; i < rows; i++)
            take(Float32Array.from(result!.data.subarray(i * width, (i + 1) * width)), first + i);
          account(rows);
          await pulse(problem.name, run + 1, firsts.length);
        }
      } finally {
        program.dispose();
      }
    },
    async minimise(problem) {
      const { start, iterations } = problem;
      const n = start.shape[0]!;
      const width = start.data.length / n;
      const found = new Float32Array(start.data.length);
      const { program, size, firsts, count, account } = await batches(n, problem.pointsPerRow, (options) =>
        minimiseStep(problem, options),
      );
      try {
        for (const [batch, first] of firsts.entries()) {
          const rows = under(
            'row',
            mapValues(problem.rows, (all) => takeRows(all, first, size)),
          );
          program.load(initialMinimiser(takeRows(start, first, size)));
          const solved = await runMinimiser(problem, {
            async run(learningRate, step) {
              const outputs = await program.run({
                ...rows,
                'learning-rate': scalarArray(learningRate),
                step: scalarArray(step),
              });
              account(count(first));
              await pulse(problem.name, batch * iterations + step, firsts.length * iterations);
              const told = (name: keyof MinimiserOutputs) => outputs[name]!.data[0]!;
              return { objective: told('objective'), gradient: told('gradient'), moving: told('moving') };
            },
            unknowns: () => program.read()['unknowns'] as NDArray<Float32Array>, // of the start's type
          });
          found.set(solved.data.subarray(0, count(first) * width), first * width);
        }
      } finally {
        program.dispose();
      }
      return ndarray(start.shape, found);
    },
  };
}
