export { startingWeights } from './init-files.js';
export { pathFiles } from './path-files.js';
export { pathOf } from './registry.js';
