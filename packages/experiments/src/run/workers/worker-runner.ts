import { type Child, forkChild } from '@latent-paths/trials/processes';
import type { Display } from '@latent-paths/trials/progress';
import { recordFailure, type StageContext } from '@latent-paths/trials/stages';
import { extname, join } from 'node:path';
import { howToResume } from '../how-to-resume.js';
import { receiveError, type Beginning, type FromWorker, type Showing, type ToWorker } from './messages.js';
import { receiver } from './remote-display.js';
import type { TrialRunner } from './trial-runner.js';

/** A worker process ended while it had a trial in hand. */
class WorkerDied extends Error {
  override readonly name = 'WorkerDied';
}

/** Letters that are kept of what a worker wrote to its standard error. */
const WORDS = 8_000;

/** Runs trials in a process of its own, and in a new one where that has died. */
export function workerRunner(beginning: Beginning, context: StageContext): TrialRunner {
  let worker: Worker | null = null;
  return {
    async run(job, display) {
      worker ??= startWorker(beginning, context);
      try {
        await worker.run({ kind: 'run', job }, display);
      } catch (error) {
        if (!(error instanceof WorkerDied)) throw error;
        worker = null;
        const told = new WorkerDied(`${error.message}; ${howToResume(job.fresh)} from its last checkpoint`);
        await recordFailure(job, told.message, context);
        throw told;
      }
    },
    close: async () => worker?.close(),
  };
}

interface Worker {
  /** @throws WorkerDied if the process ended; else what the worker sent */
  run(message: ToWorker, display: Display): Promise<void>;
  close(): Promise<void>;
}

function startWorker(beginning: Beginning, { signal, display }: Pick<StageContext, 'signal' | 'display'>): Worker {
  let words = '';
  const child = forkChild<ToWorker, FromWorker>(join(__dirname, `worker${extname(__filename)}`), {
    onErrorLine: (line) => {
      display.say(line);
      words = `${words}${line}\n`.slice(-WORDS);
    },
  });
  const stop = () => child.send({ kind: 'stop' });
  signal.addEventListener('abort', stop);
  const died = child.ended.then((how) => {
    signal.removeEventListener('abort', stop);
    return new WorkerDied(describeEnd(how, words));
  });
  child.send({ kind: 'begin', beginning });

  return {
    async run(message, onto) {
      const shown = receiver(onto);
      const answered = answerOf(child, shown.show);
      child.send(message);
      if (signal.aborted) stop();
      try {
        const answer = await Promise.race([answered, died]);
        if (answer instanceof WorkerDied) throw answer;
        if (answer.kind === 'failed') throw receiveError(answer.error);
      } finally {
        shown.close();
      }
    },
    async close() {
      child.release();
      await died;
    },
  };
}

/** What the worker says of the trial that it was sent; what it shows before goes to `show`. */
function answerOf(
  { hear }: Child<ToWorker, FromWorker>,
  show: (showing: Showing) => void,
): Promise<Extract<FromWorker, { kind: 'done' | 'failed' }>> {
  return new Promise((resolve) => {
    const stopHearing = hear((message) => {
      if (message.kind !== 'done' && message.kind !== 'failed') return show(message);
      stopHearing();
      resolve(message);
    });
  });
}

/** The line of its last words that tells most. */
function describeEnd(how: string, words: string): string {
  const lines = words.split('\n').filter((line) => line.trim() !== '');
  const told = lines.find((line) => /error/i.test(line)) ?? lines.at(-1);
  const why =
    told ?? (how === 'signal SIGKILL' ? 'killed by hand, or by the system for want of memory' : 'without a word');
  return `its process ended early (${how}): ${why}`;
}
