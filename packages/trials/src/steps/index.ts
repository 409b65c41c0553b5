export { foundWeights } from './descent.js';
export { gradientProbe } from './objective.js';
export { pathStep } from './path-step.js';
export { poolLatents } from './pool-latents.js';
export { encodeStep } from './vae-step.js';
export { projectStep } from './walk-step.js';
