import { z } from 'zod';
import { hashText } from './hash-text.js';

export const provenanceRecord = z.strictObject({
  /** Commit of the code, or null if there is none to name. */
  commit: z.string().nullable(),
  /** Why there is no commit: git's own reason, say. Absent if there is one, and from records that do not tell. */
  noCommit: z.string().optional(),
  /** SHA-256 of the uncommitted change, which the store keeps under it, or null if there is none. */
  dirty: hashText.nullable(),
  /** Versions of this project, of node and of the packages that compute. */
  versions: z.record(z.string(), z.string()),
  engine: z.string(),
  threads: z.int(),
  cpu: z.string(),
  platform: z.string(),
  command: z.string(),
  /** Of a job of a cluster; absent of what ran otherwise. */
  job: z
    .strictObject({
      /** The scheduler's name of the job, or of the element of an array; null if it gave none. */
      id: z.string().nullable(),
      node: z.string(),
      /** SHA-256 of the package-lock.json whose packages it used; null if there was none. */
      lockfile: hashText.nullable(),
      /** A training was to go on although its checkpoint was made on another kind of CPU: with other bits. */
      otherCpu: z.literal('accept').optional(),
    })
    .optional(),
});

/** Step and time of every start after the first, and the provenance of the process before where it was another. */
export const resumesRecord = z.array(
  z.strictObject({ at: z.string(), step: z.int(), before: provenanceRecord.optional() }),
);

/** `run.json`: the state and the provenance of one trial. */
export const runRecord = z.strictObject({
  version: z.literal(1),
  trial: z.string(),
  experiment: z.string(),
  arm: z.string(),
  seed: z.int(),
  status: z.enum(['running', 'stopped', 'failed', 'finished']),
  /** Of the process that wrote last. */
  provenance: provenanceRecord,
  /** Artifacts the trial uses: folder name (input hash) and SHA-256 of the content. */
  inputs: z.record(z.string(), z.strictObject({ artifact: z.string(), content: hashText })),
  /**
   * How long it trains, as found at launch, and what a step costs: FLOPs in matrix products and convolutions. Absent
   * if nothing is trained.
   */
  training: z.strictObject({ steps: z.int(), stepFlops: z.int() }).optional(),
  /** ISO 8601. */
  startedAt: z.string(),
  endedAt: z.string().nullable(),
  resumes: resumesRecord,
  /** `log`: what the process of a job wrote last; absent where no log of its own was kept. */
  failures: z.array(
    z.strictObject({ at: z.string(), step: z.int(), message: z.string(), log: z.array(z.string()).optional() }),
  ),
  /** SHA-256 of each finished file of the trial, by name. Empty until finished. */
  files: z.record(z.string(), hashText),
});
export type RunRecord = z.infer<typeof runRecord>;
