import type { Display } from '@latent-paths/trials/progress';
import { recordFailure, type StageContext } from '@latent-paths/trials/stages';
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { extname, join } from 'node:path';
import { createInterface } from 'node:readline';
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
        if (error instanceof WorkerDied) {
          worker = null;
          await recordFailure(job, error.message, context);
        }
        throw error;
      }
    },
    close: async () => worker?.close(),
  };
}

interface Worker {
  /** @throws WorkerDied where the process ended; else what the worker sent */
  run(message: ToWorker, display: Display): Promise<void>;
  close(): Promise<void>;
}

function startWorker(beginning: Beginning, { signal, display }: Pick<StageContext, 'signal' | 'display'>): Worker {
  const child = fork(join(__dirname, `worker${extname(__filename)}`), {
    serialization: 'advanced',
    stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
  });
  const send = (message: ToWorker) => void (child.connected && child.send(message));
  const stop = () => send({ kind: 'stop' });
  signal.addEventListener('abort', stop);
  let words = '';
  createInterface({ input: child.stderr! }).on('line', (line) => {
    display.say(line);
    words = `${words}${line}\n`.slice(-WORDS);
  });
  // Not 'close', which a child whose channel was closed from here never tells.
  const died = Promise.all([once(child, 'exit'), once(child.stderr!, 'close')]).then(([[code, killedBy]]) => {
    signal.removeEventListener('abort', stop);
    return new WorkerDied(describeEnd(killedBy === null ? `exit code ${code}` : `signal ${killedBy}`, words));
  });
  send({ kind: 'begin', beginning });

  return {
    async run(message, onto) {
      const shown = receiver(onto);
      const answered = answerOf(child, shown.show);
      send(message);
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
      if (child.connected) child.disconnect();
      await died;
    },
  };
}

/** What the worker says of the trial that it was sent; what it shows before goes to `show`. */
function answerOf(
  child: ChildProcess,
  show: (showing: Showing) => void,
): Promise<Extract<FromWorker, { kind: 'done' | 'failed' }>> {
  return new Promise((resolve) => {
    child.on('message', function receive(message: FromWorker) {
      if (message.kind !== 'done' && message.kind !== 'failed') return show(message);
      child.off('message', receive);
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
  return `its process ended early (${how}): ${why}; run the same command again to go on from its last checkpoint`;
}
