// `npx nx run experiments:endurance`: the tests of this folder at full length.
console.log('endurance: breaks off runs at every kind of write, twenty times by kill -9; takes about half an hour');
const { startVitest } = await import('vitest/node');

process.env.KILLS = '20';
process.env.EVERY = '1';
const hours = 6; // a guard against what hangs
await startVitest('test', ['never-lost'], {
  run: true,
  root: '../..',
  project: ['experiments'],
  testTimeout: hours * 3_600_000,
});
