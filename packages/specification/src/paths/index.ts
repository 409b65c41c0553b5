export { pathFiles } from './path-files.js';
export { pathOf } from './registry.js';
