import { registerGradients } from './gradients.js';
import { countFlops } from './graph.js';
import { KERNELS } from './lower/index.js';
import type { StepDefinition } from './step.js';
import { traceStep } from './trace.js';

/** Floating-point operations of one run of a step, as `Program.flops` counts them, without compiling it: the same whatever engine runs it. */
export function stepFlops(definition: StepDefinition): number {
  registerGradients();
  return countFlops(traceStep(definition), KERNELS);
}
