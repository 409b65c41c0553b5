const undone = new Set<() => void>();

process.on('exit', () => {
  for (const undo of undone) undo();
});

/** Does something at the end of this process, however it is asked to end; what is given back does it now. */
export function atExit(undo: () => void): () => void {
  undone.add(undo);
  return () => {
    if (undone.delete(undo)) undo();
  };
}
