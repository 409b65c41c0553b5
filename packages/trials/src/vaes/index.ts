export { engineRunner } from './engine-runner.js';
