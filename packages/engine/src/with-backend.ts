import { engine, getBackend, setBackend, tidy, type TensorContainer } from '@tensorflow/tfjs-core';

/** Makes a registered backend the current one. @throws if it cannot be made without waiting */
function switchTo(name: string): void {
  void setBackend(name); // settles before it returns for backends that start synchronously, as the next line makes sure
  if (getBackend() !== name) throw new Error(`backend ${name}: expected to start at once, got ${getBackend()}`);
}

/**
 * Runs `f` on a TensorFlow.js backend and restores the one before. Intermediate tensors are freed, also after an error.
 */
export function withBackend<T extends TensorContainer>(name: string, f: () => T): T {
  const before: string | null | undefined = getBackend();
  try {
    switchTo(name);
    return tidy(f);
  } catch (error) {
    // Tensors saved for a backward pass that did not happen.
    const { state } = engine();
    if (state.gradientDepth === 0) {
      for (const node of state.activeTape ?? []) for (const tensor of node.saved ?? []) tensor.dispose();
    }
    throw error;
  } finally {
    if (before && before !== name) switchTo(before);
  }
}
