export { flatten, type Leaf } from './flatten.js';
export { isFormulaKey, isSilentKey } from './used-keys.js';
