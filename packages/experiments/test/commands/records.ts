import type { ExperimentRecord, LaunchRecord, RunRecord } from '@latent-paths/core';

/** What `run.json` says of a trial that has begun. */
export function runRecord(experiment: string, trial: string): RunRecord {
  return {
    version: 1,
    trial,
    experiment,
    arm: trial,
    seed: 1,
    status: 'running',
    provenance: {
      commit: null,
      dirty: null,
      versions: {},
      engine: 'cpu (4.22.0)',
      threads: 1,
      cpu: 'some',
      platform: 'linux',
      command: 'a test',
    },
    inputs: {},
    startedAt: '2026-01-01T00:00:00.000Z',
    endedAt: null,
    resumes: [],
    failures: [],
    files: {},
  };
}

/** An experiment whose arms are single trials of the same name. */
export function experimentRecord(name: string, trials: readonly string[]): ExperimentRecord {
  return {
    version: 1,
    name,
    file: `experiments/${name}.yaml`,
    question: 'Which?',
    baseline: trials[0]!,
    seeds: [1],
    claims: [],
    arms: trials.map((trial) => ({ name: trial, trained: true, settings: [], trials: [trial] })),
  };
}

/** A launch with one job, which has this id at a scheduler; null if it was not submitted. */
export function launchRecordOf(id: string, job: string | null): LaunchRecord {
  return {
    version: 1,
    id,
    experiment: 'e',
    submittedAt: '2026-01-01T00:00:00.000Z',
    command: 'a test',
    root: '/work',
    checkout: '/work',
    code: { commit: null, dirty: null },
    node: '20.19.0',
    lockfile: null,
    threads: 1,
    requeues: 1,
    jobs: [{ name: 'end', kind: 'end', trials: [], makes: [], after: [], others: [], job }],
  };
}
