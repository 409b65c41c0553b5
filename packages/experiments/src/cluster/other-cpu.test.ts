import { ndarray, type RunRecord } from '@latent-paths/core';
import { openStore } from '@latent-paths/data';
import { encodeSafetensors } from '@latent-paths/model';
import { expect, it } from 'vitest';
import { runRecord } from '../../test/commands/records.js';
import { temporaryFolder } from '../../../../tools/testing/src/temporary-folder.js';
import { otherCpu } from './other-cpu.js';

const on = (cpu: string, node?: string): RunRecord['provenance'] => ({
  ...runRecord('e', 'a').provenance,
  cpu,
  ...(node !== undefined && { job: { id: '6_1', node, lockfile: null } }),
});

/** A trial whose checkpoint was made on the CPU `old`. */
async function begun(run: Partial<RunRecord>) {
  const trial = openStore(temporaryFolder()).experiment('e').trial('a');
  await trial.writeRun({ ...runRecord('e', 'a'), ...run });
  const metadata = {
    format: 'latent-paths checkpoint 1',
    step: '3',
    seconds: '1',
    memory: '{}',
    engine: 'x',
    cpu: 'old',
  };
  await trial.writeCheckpoint(encodeSafetensors({ arrays: { w: ndarray([1], Float32Array.of(1)) }, metadata }));
  return trial;
}

it('lets a trial go on where its checkpoint was made, and begin anywhere', async () => {
  expect(await otherCpu(await begun({ provenance: on('old') }), 'old')).toBe(null);
  expect(await otherCpu(openStore(temporaryFolder()).experiment('e').trial('a'), 'new')).toBe(null);
});

it('tells of another CPU, and of the last node that had the one of the checkpoint', async () => {
  const trial = await begun({
    provenance: on('new', 'n9'),
    resumes: [
      { at: '2026-01-01T00:00:00.000Z', step: 1, before: on('old', 'n1') },
      { at: '2026-01-02T00:00:00.000Z', step: 2, before: on('old', 'n2') },
    ],
  });
  expect(await otherCpu(trial, 'new')).toEqual({
    why: expect.stringMatching(/checkpoint\.safetensors: this training began with the CPU old, and this is new: it /),
    node: 'n2',
  });
  expect(await otherCpu(await begun({ provenance: on('old') }), 'new')).toMatchObject({ node: null });
});
