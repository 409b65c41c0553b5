import { howToResume } from '../../run/how-to-resume.js';

const MILLISECONDS = 500;

/**
 * Calls `end` once the launcher that started this process is gone, killed perhaps: a run that went on would hold its
 * locks against the next one. A shell that is gone ends nothing: whoever wrote to a file before leaving meant it to go
 * on, and a terminal sends its own signal. Also where nobody can read any more what this process writes, which is said
 * once on the stream that is left, with what resumes the run, which may be a `fresh` one.
 */
export function endWithParent(end: () => void, fresh: boolean): void {
  const parent = process.ppid;
  const isLaunched = process.send !== undefined || process.stdout.isTTY === true;
  const look = () => void (process.ppid !== parent && end());
  if (isLaunched) {
    setInterval(look, MILLISECONDS).unref();
    process.once('disconnect', look); // at once, where there is a channel
    process.channel?.unref(); // that listener alone would keep the process
  }
  process.stderr.on('error', end);
  let isTold = false;
  process.stdout.on('error', ({ code }: NodeJS.ErrnoException) => {
    if (!isTold) process.stderr.write(unreadable(code, fresh));
    isTold = true;
    end();
  });
}

function unreadable(code = 'unknown', fresh: boolean): string {
  return (
    `the output of this run cannot be written any more (${code}): stopping after this step; ` +
    `${howToResume(fresh)}\n`
  );
}
