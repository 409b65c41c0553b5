export { type Code, codeOf } from './code.js';
export { git, GitError } from './git.js';
export { openHashMemory } from './hash-memory.js';
export { cpuHere, machineHere, provenance, type Provenance, versionsHere } from './provenance.js';
export { looksSecret } from './secret-names.js';
