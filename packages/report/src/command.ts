import { basename, extname } from 'node:path';
import type { ExperimentRecord } from '@latent-paths/core';

/** The command that runs an experiment again as it was run: what has not finished is run, what has is not repeated. */
export function commandOf({ file, seeds, changes = [] }: Pick<ExperimentRecord, 'file' | 'seeds' | 'changes'>): string {
  const target = basename(file, extname(file));
  const flags = [
    ...(seeds.length > 1 ? [`--seeds=${seeds.length}`] : []),
    ...changes.map((change) => quoted(`--set=${change}`)),
  ];
  return [`npx nx run experiments:${target}`, ...flags].join(' ');
}

/** In quotes where a shell would take it apart. */
function quoted(word: string): string {
  return /^[\w.,:=+-]*$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
