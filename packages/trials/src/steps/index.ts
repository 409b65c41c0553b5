export { framesStep } from './frames-step.js';
export { foundWeights } from './optimiser-step.js';
export { gradientProbe } from './objective.js';
export { pathStep } from './path-step.js';
export { poolLatents } from './pool-latents.js';
export { encodeStep } from './vae-step.js';
export { projectStep } from './evaluation-step.js';
export { withPrograms } from './with-programs.js';
