/** What a person does to go on with what was stopped. With --fresh the same command would clear it again. */
export function howToResume(fresh: boolean): string {
  return `run the same command again ${fresh ? 'without --fresh ' : ''}to resume`;
}
