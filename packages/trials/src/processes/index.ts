export { type Child, forkChild } from './fork-child.js';
export { parentProcess } from './parent-process.js';
