export { buildCurriculum, curricula } from './registry.js';
