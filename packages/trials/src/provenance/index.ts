export { type Code, codeOf } from './code.js';
export { openHashMemory } from './hash-memory.js';
export { machineHere, provenance, type Provenance, versionsHere } from './provenance.js';
