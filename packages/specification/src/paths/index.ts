export { startingWeights } from './init-files.js';
export { pathFiles } from './path-files.js';
export { pathKinds, pathOf } from './registry.js';
