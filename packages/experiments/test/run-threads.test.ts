import { expect, it } from 'vitest';
import { commandIn } from './command.js';
import { LINEAR, tiny, workspace } from './tiny.js';

it('computes on the threads that the flag says, or else the environment, and records them', async () => {
  const space = workspace(tiny([LINEAR]));
  const threads = async (environment: Readonly<Record<string, string>>, ...flags: string[]) => {
    const { code, output } = await commandIn(environment, space.root, '--fresh', ...flags).ended;
    expect(code, output).toBe(0);
    const [trial] = space.experiment().arms[0]!.trials;
    return (await space.store.experiment('x').trial(trial!.id).readRun())!.provenance.threads;
  };
  expect(await threads({ OMP_NUM_THREADS: '1' }, '--threads=3')).toBe(3);
  expect(await threads({ OMP_NUM_THREADS: '1' })).toBe(1);
  const refused = await commandIn({ OMP_NUM_THREADS: 'all' }, space.root, '--fresh').ended;
  expect(refused).toMatchObject({
    code: 2,
    output: 'OMP_NUM_THREADS: expected a positive integer, got all; correct it, or unset it\n',
  });
});
