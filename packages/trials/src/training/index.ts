export { changed, checkpointCpu, decodeCheckpoint, type Machine, MachineChanged } from './checkpoint.js';
export { pathTask } from './tasks/path-task.js';
export { train } from './trainer.js';
