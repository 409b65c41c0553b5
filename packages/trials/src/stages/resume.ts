import type { SavedCheckpoint } from '@latent-paths/data';
import { checkpointCpu, decodeCheckpoint } from '../training/checkpoint.js';
import type { TrainingState } from '../training/trainer.js';
import { machineOf, type StageContext } from './context.js';

/** A training state, and the checkpoint that it was read from. */
export interface Resumed extends TrainingState {
  readonly saved: SavedCheckpoint;
}

/**
 * The training state that a checkpoint holds; a line says so if it is not the newest, or of another kind of CPU.
 * @throws MachineChanged if it was made by another engine or, unless that is accepted, on another kind of CPU
 */
export function resume(saved: SavedCheckpoint | null, context: StageContext): Resumed | undefined {
  if (saved === null) return undefined;
  const machine = machineOf(context);
  const state = decodeCheckpoint(saved.path, saved.bytes, machine, context.otherCpu);
  const cpu = checkpointCpu(saved.path, saved.bytes);
  if (cpu !== machine.cpu)
    context.display.say(`${saved.path}: made on ${cpu}; going on on ${machine.cpu}, with other bits, as was accepted`);
  if (saved.damaged !== null) context.display.say(damageOf(saved, state.step));
  return { ...state, saved };
}

/** What is shown and recorded of a checkpoint that could not be used. */
export function damageOf({ path, damaged }: SavedCheckpoint, step: number): string {
  return `${damaged}: altered or truncated, not used; going on from ${path}, the one before it, at step ${step}`;
}
