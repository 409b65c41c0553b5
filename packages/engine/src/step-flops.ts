import { registerGradients } from './gradients.js';
import { countFlops } from './count-flops.js';
import { KERNELS } from './kernels/registry.js';
import type { StepDefinition } from './step.js';
import { traceStep } from './trace.js';

/**
 * Floating-point operations of one run of a step, as `Program.flops` counts them, without compiling it: the same
 * whatever engine runs it.
 */
export function stepFlops(definition: StepDefinition): number {
  registerGradients();
  return countFlops(traceStep(definition), KERNELS);
}
