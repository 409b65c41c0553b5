import { z } from 'zod';
import { ENGINE_NAMES } from '../engine-name.js';
import { hashText } from './hash-text.js';

/** One job of a launch, or one array of jobs. */
const launchedJob = z.strictObject({
  /** `inputs-1`, `trials-1`, `end`: its script and its log are called so. */
  name: z.string(),
  /** What it does: make what trials use, run trials, or compare and report. */
  kind: z.enum(['inputs', 'trials', 'end']),
  /** Of inputs: which part; absent of others. */
  part: z.enum(['latents', 'features']).optional(),
  /** Ids of the trials that an array runs, in the order of its indices; of inputs, one of each kind that it makes. */
  trials: z.array(z.string()),
  /** Folders of the artifacts that it makes. */
  makes: z.array(z.string()),
  /** Names of the jobs that it waits for. */
  after: z.array(z.string()),
  /** The scheduler's ids of jobs of earlier launches that it waits for: they make what it uses. */
  others: z.array(z.string()),
  /** The scheduler's id; null where it was not submitted. */
  job: z.string().nullable(),
});
export type LaunchedJob = z.infer<typeof launchedJob>;

/** `launch.json`: what was handed to a cluster at one time, and what its jobs must find as it was. */
export const launchRecord = z.strictObject({
  version: z.literal(1),
  id: z.string(),
  experiment: z.string(),
  /** ISO 8601. */
  submittedAt: z.string(),
  command: z.string(),
  /** The workspace: what paths of data are relative to. */
  root: z.string(),
  /** Where the code was copied from, and whose node_modules are shared. */
  checkout: z.string(),
  /** The code that was copied, as a provenance names it. */
  code: z.strictObject({
    commit: z.string().nullable(),
    noCommit: z.string().optional(),
    dirty: hashText.nullable(),
  }),
  /** Version of Node, and SHA-256 of package-lock.json (null if there was none): a job that finds another refuses. */
  node: z.string(),
  lockfile: hashText.nullable(),
  engine: z.enum(ENGINE_NAMES).optional(),
  threads: z.int().min(1),
  /** How often a job may be queued again. */
  requeues: z.int().min(0),
  /** A training goes on also on another kind of CPU than the one that it began on; it does not where this is absent. */
  otherCpu: z.literal('accept').optional(),
  jobs: z.array(launchedJob),
  /** Who handed it to which cluster, as both are called there; absent where its scripts were only printed. */
  submitted: z.strictObject({ user: z.string(), cluster: z.string() }).optional(),
});
export type LaunchRecord = z.infer<typeof launchRecord>;

/** `trials.json` of a launch: its trials, resolved when it was made. */
export const launchedTrials = z.strictObject({
  version: z.literal(1),
  trials: z.array(
    z.strictObject({
      id: z.string(),
      hash: hashText,
      arm: z.string(),
      seed: z.int(),
      point: z.record(z.string(), z.unknown()),
      trained: z.boolean(),
      label: z.string(),
      /** Whether it starts again, whatever was left of it. */
      fresh: z.boolean(),
      /** The configuration, as the trial's spec.yaml has it. */
      spec: z.string(),
    }),
  ),
});
export type LaunchedTrials = z.infer<typeof launchedTrials>;
