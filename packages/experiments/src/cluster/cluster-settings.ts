import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { UsageError } from '@latent-paths/core';
import { check, ConfigurationError, parseMapping, readText } from '@latent-paths/specification/yaml';
import { z } from 'zod';

const FILE = 'cluster.yaml';

/** One line of a script, or one value of a flag. */
const line = z
  .string()
  .min(1)
  .regex(/^[^\r\n]*$/, 'expected one line');
const lines = z.union([line.transform((one) => [one]), z.array(line)]);
const time = z
  .string()
  .regex(/^(\d+-)?\d+(:\d\d){0,2}$/, "expected a time as Slurm takes it, '04:00:00' or '1-12:00:00' say");
const memory = z.string().regex(/^\d+[KMGT]?$/, 'expected a size as Slurm takes it, 8G say');
/** Names of variables: `ALL` would hand over every token of the environment. */
const variable = z
  .string()
  .regex(/^[A-Za-z_][A-Za-z0-9_]*$/, 'expected the name of a variable')
  .refine((name) => name !== 'ALL', 'expected names of variables, got ALL: an environment holds what is secret');

/** What each job asks for. */
const resources = z.strictObject({
  partition: line.optional(),
  account: line.optional(),
  qos: line.optional(),
  time: time.optional(),
  /** Threads of each trial. */
  cpus: z.int().min(1).optional(),
  memory: memory.optional(),
  gres: line.optional(),
  constraint: line.optional(),
  /** Elements of an array that run at once. */
  throttle: z.int().min(1).optional(),
  /** Lines before the program: modules to load, say. */
  prologue: lines.optional(),
  /** What the program is started by: `apptainer exec image.sif`. */
  wrap: line.optional(),
  /** Node where the jobs run; that of the submission if left out. */
  node: line.optional(),
  /** Variables that jobs get from the submitting shell. */
  export: z.array(variable).optional(),
  /** How often a job may be queued again, after a time limit, a preemption or on another CPU. */
  requeues: z.int().min(0).optional(),
  /** Of a training whose checkpoint was made on another kind of CPU; queued again for that kind if left out. */
  otherCpu: z.enum(['requeue', 'accept']).optional(),
});
const clusterFile = z.strictObject({
  ...resources.shape,
  /** What is other for an experiment, by its name. */
  experiments: z.record(z.string(), resources).optional(),
});

type Given = z.output<typeof resources>;

/** What is asked of a cluster for one experiment. */
export type ClusterSettings = Omit<Given, Defaulted> & Required<Pick<Given, Defaulted>>;
type Defaulted = 'cpus' | 'prologue' | 'node' | 'export' | 'requeues' | 'otherCpu';

/**
 * Reads `cluster.yaml` of a workspace for an experiment; without the file, all is as the cluster has it. `given` holds
 * what flags say, which wins.
 * @throws ConfigurationError with all that is wrong, each with line and column
 */
export function readCluster(root: string, experiment: string, given: GivenSettings = {}): ClusterSettings {
  const path = join(root, FILE);
  const { experiments = {}, ...common } = existsSync(path) ? parseCluster(readText(path, FILE)) : {};
  return {
    cpus: 1,
    prologue: [],
    node: process.execPath,
    export: ['HOME', 'PATH', 'LANG'],
    requeues: 20,
    otherCpu: 'requeue',
    ...common,
    ...experiments[experiment],
    ...given,
  };
}

/** Settings, as flags give them; `otherCpu` by the flag `--other-cpu`. */
export type GivenSettings = Partial<Given>;

/** @throws UsageError if a flag has no such value */
export function settingsOf(flags: Readonly<Record<string, string | readonly string[]>>): GivenSettings {
  const settings = Object.entries(flags).map(([flag, text]) => {
    const key = flag === 'other-cpu' ? 'otherCpu' : flag;
    const schema: z.ZodType = resources.shape[key as keyof typeof resources.shape]; // flags are called as keys are
    const parsed = schema.safeParse(valueOf(flag, text));
    if (!parsed.success) throw new UsageError(`--${flag}: ${reasonOf(parsed.error)}, got ${[text].flat().join(', ')}`);
    return [key, parsed.data] as const;
  });
  return Object.fromEntries(settings) as GivenSettings; // each was held against the schema of its key
}

const COUNTS = ['cpus', 'throttle', 'requeues'];

/** What the file would have. */
function valueOf(flag: string, text: string | readonly string[]): unknown {
  if (flag === 'export') return [text].flat().flatMap((names) => names.split(','));
  return COUNTS.includes(flag) ? Number(text) : text;
}

/** The words of the schema above; Zod's own name types alone. */
function reasonOf({ issues: [issue] }: z.ZodError): string {
  const said = issue?.message ?? '';
  if (said.startsWith('expected')) return said;
  if (issue?.code === 'invalid_value') return `expected ${issue.values.join(' or ')}`;
  return issue?.code === 'invalid_union' ? 'expected one line' : 'expected a whole number that is large enough';
}

/** Whether a workspace has such a file. */
export function hasCluster(root: string): boolean {
  return existsSync(join(root, FILE));
}

function parseCluster(text: string): z.output<typeof clusterFile> {
  const { value, problems } = check(clusterFile, parseMapping(text, FILE));
  if (value === null) throw new ConfigurationError(problems);
  return value;
}
