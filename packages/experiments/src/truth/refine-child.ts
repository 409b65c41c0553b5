import { refine, type RefineTask } from './refine.js';

// The main file of a process that refine-apart starts: it refines what it is sent, tells each frame, and ends. It ends, too,
// once whoever started it is gone.
process.once('message', (task: RefineTask) => {
  void (async () => {
    for (const found of refine(task)) {
      process.send?.(found);
      await new Promise(setImmediate);
    }
    process.disconnect();
  })();
});
process.once('disconnect', () => process.exit());
// Ctrl-C comes to every process of a terminal: what becomes of the work is for that one to say.
process.on('SIGINT', () => undefined);
