export { formatYaml } from './format-yaml.js';
export { plain } from './located.js';
export { parseMapping, parseWritten } from './parse.js';
