const MILLISECONDS = 500;

/**
 * Calls `end` once whoever started this process is gone, killed perhaps: a run that went on would hold its locks
 * against the next one. Also where nobody reads any more what this process writes.
 */
export function endWithParent(end: () => void): void {
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && end(), MILLISECONDS).unref();
  for (const stream of [process.stdout, process.stderr]) stream.on('error', end);
}
