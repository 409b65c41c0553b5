import { shortHash } from '@latent-paths/core';
import { trialHash } from '@latent-paths/specification/trial';
import { differs, ok, type TrialCheck } from './check.js';

export const identity: TrialCheck = {
  about: 'the configuration and the seed hash to the id of the trial',
  find: async ({ id, run, config }) => {
    const expected = `${run.arm}-${shortHash(trialHash(await config(), run.seed))}`;
    return expected === id
      ? ok('spec.yaml and the seed give this id')
      : differs(
          `spec.yaml and the seed ${run.seed} give the id ${expected} now: one of them was altered, or this code ` +
            'computes other numbers from them',
        );
  },
};
