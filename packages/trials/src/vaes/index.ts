export { engineRunner } from './engine-runner.js';
export { vaeOf } from './read-vae.js';
