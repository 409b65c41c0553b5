import { ask, hasEnded, type QueuedJob, SlurmError } from './slurm.js';

/** How jobs and elements of arrays ended, as far as Slurm still knows: by its accounting, else by its controller. */
export async function endedJobs(ids: readonly string[]): Promise<QueuedJob[]> {
  if (ids.length === 0) return [];
  const format = '--format=JobID,State,NodeList';
  const accounted = await known(
    'sacct',
    '--noheader',
    '--parsable2',
    '--allocations',
    format,
    `--jobs=${ids.join(',')}`,
  );
  if (accounted !== null) return accounted.split('\n').flatMap(accountedIn);
  const shown: QueuedJob[] = [];
  // The controller forgets a job some minutes after its end, and says so by an error.
  for (const id of ids) {
    const answer = await known('scontrol', 'show', 'job', id, '--oneliner');
    shown.push(...(answer ?? '').split('\n').flatMap(shownIn));
  }
  return shown;
}

/** Null where Slurm does not keep accounts, or does not know a job any more. */
async function known(program: string, ...args: string[]): Promise<string | null> {
  try {
    return await ask(program, ...args);
  } catch (error) {
    if (error instanceof SlurmError) return null;
    throw error;
  }
}

/** `103_4|NODE_FAIL|n1`, `103_[5-7]|CANCELLED by 1000|None assigned` */
function accountedIn(line: string): QueuedJob[] {
  const [, job, indices, state, nodes] = /^(\d+)(?:_(\S+?))?\|([A-Z_]+)[^|]*\|(.*)$/.exec(line) ?? [];
  return job === undefined ? [] : elements(job, indices, state!, nodes!);
}

/** `JobId=110 ArrayJobId=103 ArrayTaskId=4 … JobState=NODE_FAIL … NodeList=n1 …` */
function shownIn(line: string): QueuedJob[] {
  const value = (key: string) => new RegExp(`(?:^|\\s)${key}=(\\S*)`).exec(line)?.[1];
  const job = value('ArrayJobId') ?? value('JobId');
  const state = value('JobState');
  if (job === undefined || state === undefined) return [];
  return elements(job, value('ArrayTaskId'), state, value('NodeList') ?? '');
}

function elements(job: string, indices: string | undefined, state: string, nodes: string): QueuedJob[] {
  const reason = /^(\(null\)|None assigned)$/.test(nodes) ? '' : nodes;
  if (!hasEnded(state)) return [];
  if (indices === undefined) return [{ job, index: null, state, reason }];
  return indicesOf(indices).map((index) => ({ job, index, state, reason }));
}

/** `[2-4,7%3]` is 2, 3, 4 and 7: Slurm lists elements that ended before they began together. */
function indicesOf(text: string): number[] {
  return [...text.replace(/%.*/, '').matchAll(/(\d+)(?:-(\d+))?/g)].flatMap(([, first, last = first]) =>
    Array.from({ length: Number(last) - Number(first) + 1 }, (_, i) => Number(first) + i),
  );
}
