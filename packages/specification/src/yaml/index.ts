export { check } from './check.js';
export { formatYaml } from './format-yaml.js';
export { plain } from './located.js';
export { parseMapping, parseWritten } from './parse.js';
export { ConfigurationError } from './problem.js';
export { readText } from './read-text.js';
