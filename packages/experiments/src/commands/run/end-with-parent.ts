const MILLISECONDS = 500;

/**
 * Calls `end` once the launcher that started this process is gone, killed perhaps: a run that went on would hold its
 * locks against the next one. A shell that is gone ends nothing: whoever wrote to a file before leaving meant it to go
 * on, and a terminal tells of itself. Also where nobody reads any more what this process writes.
 */
export function endWithParent(end: () => void): void {
  const parent = process.ppid;
  const isLaunched = process.send !== undefined || process.stdout.isTTY === true;
  if (isLaunched) setInterval(() => process.ppid !== parent && end(), MILLISECONDS).unref();
  for (const stream of [process.stdout, process.stderr]) stream.on('error', end);
}
