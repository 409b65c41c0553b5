import { expect, it } from 'vitest';
import { mixedInputs } from './mixed-inputs.js';

const [one, other] = ['1'.repeat(64), '2'.repeat(64)];
const run = (trial: string, vae: string, pool: string) => ({
  trial,
  inputs: { vae: { artifact: 'vae-a', content: vae }, pool: { artifact: 'pool-b', content: pool } },
});

it('says nothing where every artifact had one content', () => {
  expect(mixedInputs([])).toEqual([]);
  expect(mixedInputs([run('a', one, other), run('b', one, other)])).toEqual([]);
});

it('names the artifacts that changed together in one sentence, with the trials of each content', () => {
  const said = mixedInputs([run('a', one, one), run('b', one, one), run('c', other, other)]);
  expect(said).toHaveLength(1);
  expect(said[0]).toContain(
    'vae-a and pool-b did not have the same content for all trials (111111111111 under a, b; 222222222222 under c): ',
  );
});

it('tells artifacts apart that changed at different times, and counts many trials', () => {
  const said = mixedInputs([...['a', 'b', 'c', 'd'].map((id) => run(id, one, one)), run('e', one, other)]);
  expect(said).toEqual([
    expect.stringMatching(/^pool-b did not have .* \(1{12} under a and 3 other trials; 2{12} under e\)/),
  ]);
});

it('leaves artifacts alone that have names of their own', () => {
  const apart = { trial: 'b', inputs: { vae: { artifact: 'vae-other', content: other } } };
  expect(mixedInputs([{ trial: 'a', inputs: { vae: { artifact: 'vae-a', content: one } } }, apart])).toEqual([]);
});
