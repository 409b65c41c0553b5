import type { Inverse } from '@latent-paths/model';
import { parentProcess } from '../../processes/index.js';
import { refine, type RefineTask } from './refine.js';

const parent = parentProcess<RefineTask, Inverse>();

// The main file of a process that refine-apart starts. It refines what it is sent, sends back each frame, and ends. It
// also ends once the process that started it is gone.
parent.hear((task) => {
  void (async () => {
    for (const found of refine(task)) {
      parent.send(found);
      await new Promise(setImmediate);
    }
    parent.release();
  })();
});
parent.onRelease(() => process.exit());
// A terminal or a runner signals every process of its group. The process that started this one decides what to do.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);
