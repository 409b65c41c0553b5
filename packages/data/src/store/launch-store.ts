import { launchedTrials, launchRecord, type LaunchedTrials, type LaunchRecord } from '@latent-paths/core';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { z } from 'zod';
import { makeFolder, readIfThere, writeAtomic } from './atomic.js';
import { foldersWith } from './files.js';
import { checkName } from './names.js';
import { parseRecord, writeRecord } from './record-file.js';

/** The files of one launch: what was handed to a cluster, with the code and the scripts that it runs. */
export interface LaunchStore {
  readonly id: string;
  readonly folder: string;
  /** Where the copy of the code lies. */
  readonly codePath: string;
  /** The script of a job. */
  scriptPath(job: string): string;
  /** What a job wrote; of an array, what the element of an index wrote. */
  logPath(job: string, index?: string): string;
  /** Makes the folder. @throws if it is there already */
  begin(): Promise<void>;
  /** @throws if there is none */
  read(): Promise<LaunchRecord>;
  write(record: LaunchRecord): Promise<void>;
  /** @throws if there are none */
  readTrials(): Promise<LaunchedTrials['trials']>;
  writeTrials(trials: LaunchedTrials['trials']): Promise<void>;
  writeScript(job: string, text: string): Promise<void>;
}

export const LAUNCH = 'launch.json';
const REMEDY = 'delete the folder of this launch, and launch the experiment again';

export function openLaunch(parent: string, id: string): LaunchStore {
  const folder = join(parent, checkName('launch', id));
  const recordPath = join(folder, LAUNCH);
  const trialsPath = join(folder, 'trials.json');
  const scriptPath = (job: string) => join(folder, `${checkName('job', job)}.sh`);
  const read = async <Schema extends z.ZodType>(path: string, schema: Schema): Promise<z.output<Schema>> => {
    const text = await readIfThere(path);
    if (text === null) throw new Error(`${path}: expected the record of a launch, got none; ${REMEDY}`);
    return parseRecord(path, schema, text.toString('utf8'), REMEDY);
  };
  return {
    id,
    folder,
    codePath: join(folder, 'code'),
    scriptPath,
    logPath: (job, index) => join(folder, `${checkName('job', job)}${index === undefined ? '' : `.${index}`}.log`),
    begin: async () => {
      await makeFolder(dirname(folder));
      await mkdir(folder);
    },
    read: () => read(recordPath, launchRecord),
    write: (record) => writeRecord(recordPath, launchRecord, record),
    readTrials: async () => (await read(trialsPath, launchedTrials)).trials,
    writeTrials: (trials) => writeRecord(trialsPath, launchedTrials, { version: 1, trials }),
    writeScript: (job, text) => writeAtomic(scriptPath(job), text),
  };
}

/** All launches of a folder, sorted by name. */
export async function listLaunches(parent: string): Promise<LaunchStore[]> {
  return (await foldersWith(parent, LAUNCH)).map((id) => openLaunch(parent, id));
}
