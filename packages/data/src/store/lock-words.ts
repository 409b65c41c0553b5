import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { SETTLING, SILENCE } from './lock-claim.js';
import { lookAt } from './lock-file.js';
import { describeOwner, type Owner } from './lock-owner.js';

/** What is said before an owner on another machine is watched: for how long, and how to take over by hand. */
export function describeWait(path: string, owner: Owner | null): string {
  return (
    `${dirname(path)}: ${describeOwner(owner)}, may still be at work here, on another machine; this one looks for a ` +
    `sign of life for ${SILENCE / 1000} s, and takes the folder over ${SETTLING / 1000} s later if there is none; if ` +
    `you know that it has ended, delete ${path}: this one then goes on at once`
  );
}

/** Why a lock is lost, by what is there now. */
export function describeLoss(path: string): string {
  const folder = dirname(path);
  if (!existsSync(folder)) {
    return (
      `${folder}: this folder was removed or moved while this process was at work in it; nothing more is written ` +
      'there; ' +
      'run the same command again to start it anew, or to resume it once the folder is back'
    );
  }
  if (!existsSync(path)) {
    return (
      `${path}: this file was deleted while this process was at work in the folder; it ends here; run the same ` +
      'command again to resume'
    );
  }
  const owner = describeOwner(lookAt(path)?.owner ?? null);
  return (
    `${folder}: another process took this folder over (${owner}), as can be where a file system shares no locks ` +
    'and this one was suspended; it ends here and leaves the folder to that one'
  );
}
