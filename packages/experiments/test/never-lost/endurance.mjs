// `npx nx run experiments:endurance`: the tests of this folder at full length.
import { startVitest } from 'vitest/node';

process.env.KILLS = '20';
process.env.EVERY = '1';
await startVitest('test', ['never-lost'], { run: true, root: '../..', project: ['experiments'] });
