import { refine, type RefineTask } from './refine.js';

// The main file of a process that refine-apart starts: it refines what it is sent, tells each frame, and ends. It ends,
// too, once whoever started it is gone.
process.once('message', (task: RefineTask) => {
  void (async () => {
    for (const found of refine(task)) {
      // what cannot be sent has nobody to read it: 'disconnect' follows
      process.send?.(found, undefined, undefined, () => undefined);
      await new Promise(setImmediate);
    }
    if (process.connected) process.disconnect();
  })();
});
process.once('disconnect', () => process.exit());
// A terminal or a runner signals every process of its group: what becomes of the work is for the one that started it to
// say.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);
