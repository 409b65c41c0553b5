import './outlive-terminal.js';
import { openStore } from '@latent-paths/data';
import { openEngine } from '@latent-paths/engine';
import { parentProcess } from '@latent-paths/trials/processes';
import { openInputs, type StageContext } from '@latent-paths/trials/stages';
import { exitCodeOfSignal, stopOnSignals } from './stop-signals.js';
import { sendError, type Beginning, type FromWorker, type ToWorker } from './messages.js';
import { remoteDisplay } from './remote-display.js';
import { localRunner, type TrialRunner } from './trial-runner.js';

/** The main file of a worker process: it runs the trials that it is sent, until whoever started it lets go of it. */
function main(): void {
  const stopping = stopOnSignals(() => undefined);
  let working: Promise<Working>;
  let inHand: Promise<void> = Promise.resolve();

  parent.hear((message) => {
    switch (message.kind) {
      case 'begin':
        working = begin(message.beginning, stopping.signal);
        return;
      case 'run':
        inHand = working.then(({ runner }) =>
          runner.run(message.job, display).then(
            () => parent.send({ kind: 'done' }),
            (error: unknown) => parent.send({ kind: 'failed', error: sendError(error) }),
          ),
        );
        return;
      case 'stop':
        stopping.ask();
    }
  });
  // Whoever started it is done with it, or gone, killed perhaps: then it keeps what it has, and ends.
  parent.onRelease(() => {
    if (stopping.signal.aborted) process.exit(exitCodeOfSignal(stopping.asked()));
    stopping.ask();
    void inHand.then(async () => (await working).close());
  });
  process.stderr.on('error', () => undefined); // read by nobody any more
}

interface Working {
  readonly runner: TrialRunner;
  close(): Promise<void>;
}

const now = () => performance.now() / 1000;
const parent = parentProcess<ToWorker, FromWorker>();
const display = remoteDisplay(parent.send, now);

async function begin({ engine: name, threads, results, provenance }: Beginning, signal: AbortSignal): Promise<Working> {
  const engine = await openEngine(name, { threads });
  const context: StageContext = {
    store: openStore(results),
    engine,
    provenance,
    display,
    now,
    date: () => new Date().toISOString(),
    signal,
  };
  const inputCache = openInputs(context);
  const close = async () => {
    await inputCache.close();
    engine.dispose();
  };
  return { runner: localRunner(inputCache, context), close };
}

main();
