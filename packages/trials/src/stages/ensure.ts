import { setTimeout as sleep } from 'node:timers/promises';
import { LockedError, type ArtifactStore } from '@latent-paths/data';
import { Stopped, type StageContext } from './context.js';
import { whileHeld } from './while-held.js';

/** Milliseconds between looks at an artifact that another process makes. */
const PAUSE = 1_000;

/** Of a wait that has been told. */
const SILENT = { say: () => undefined };

/**
 * Makes an artifact where it is not there yet, in one process at a time: where another one makes it, this says so and
 * waits, and makes it itself if that one ends without it. The context that `make` is given is asked to stop, too, where
 * the lock is lost. @throws Stopped where it was asked to stop meanwhile; LockLostError where the lock was lost
 */
export async function ensure(
  artifact: ArtifactStore,
  context: StageContext,
  make: (context: StageContext) => Promise<void>,
): Promise<void> {
  const makeUnlessMade = async (stoppable: StageContext): Promise<void> => {
    if (!(await artifact.isFinished())) await make(stoppable);
  };
  for (let isTold = false; !(await artifact.isFinished()); isTold = true) {
    try {
      await whileHeld(artifact, context, makeUnlessMade, isTold ? SILENT : context.display);
      return;
    } catch (error) {
      if (!(error instanceof LockedError)) throw error;
    }
    if (!isTold) context.display.say(await waitWords(artifact));
    await pause(context.signal);
  }
}

async function waitWords({ name, owner }: ArtifactStore): Promise<string> {
  const other = (await owner()) ?? 'it has just ended';
  return `${name}: waiting for another run that makes it (${other}); Ctrl-C ends the wait`;
}

async function pause(signal: AbortSignal): Promise<void> {
  await sleep(PAUSE, undefined, { signal }).catch(() => {
    throw new Stopped('waiting for another run stopped');
  });
}
