import { LockedError, type Store } from '@latent-paths/data';
import { nameIn, type Prunable } from './find-prunable.js';

export interface Swept extends Prunable {
  /** Of its files. */
  readonly bytes: number;
  readonly deleted: boolean;
  /** Why it was not, or would not be, deleted. */
  readonly kept: string | null;
}

export interface SweepOptions {
  /** Whether anything is deleted. */
  readonly yes: boolean;
  readonly store: Store;
}

/**
 * Removes what was found. A process may have taken a trial since then: that stays, with the artifacts that it uses, and
 * with all of them where its record does not say which.
 */
export async function sweep(found: readonly Prunable[], { yes, store }: SweepOptions): Promise<Swept[]> {
  const swept: Swept[] = [];
  const uses = new Map<string, string>();
  let unknown: string | null = null;
  const reason = ({ kind, path }: Prunable['holding']) =>
    kind === 'artifact' ? (uses.get(nameIn(path)) ?? unknown) : null;
  for (const one of found) {
    const { holding } = one;
    const done = await sweepOne(one, yes, reason(holding));
    swept.push(done);
    if (holding.kind !== 'trial' || one.stays !== null || done.kept === null) continue;
    const trial = store.experiment(holding.experiment!).trial(nameIn(holding.path)); // a trial lies in one
    const run = await trial.readRun().catch(() => null);
    const artifacts = Object.values(run?.inputs ?? {}).map(({ artifact }) => artifact);
    for (const name of artifacts) uses.set(name, `${holding.path} uses it`);
    if (artifacts.length === 0) unknown = `${holding.path} may use it`;
  }
  return swept;
}

async function sweepOne(one: Prunable, yes: boolean, used: string | null): Promise<Swept> {
  const bytes = await one.holding.size();
  const kept = one.stays ?? used;
  if (kept !== null) return { ...one, bytes, deleted: false, kept };
  const owner = await one.holding.owner();
  if (owner !== null) return { ...one, bytes, deleted: false, kept: `${owner} is working in it` };
  if (!yes) return { ...one, bytes, deleted: false, kept: null };
  try {
    await one.holding.remove();
    return { ...one, bytes, deleted: true, kept: null };
  } catch (error) {
    if (!(error instanceof LockedError)) throw error;
    return { ...one, bytes, deleted: false, kept: error.message };
  }
}
