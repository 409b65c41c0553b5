import { cpus } from 'node:os';
import { shortHash } from '@latent-paths/core';
import { versionsHere } from '@latent-paths/trials/provenance';
import { differs, note, ok, type TrialCheck } from './check.js';

/** That code, packages and machine are others than now makes no trial wrong: it says what another run may differ by. */
export const provenance: TrialCheck = {
  about:
    'what differs between now and when it was made: commit, versions, machine (a note, not a fault); and ' +
    'whether its uncommitted change is kept',
  async find({ run, store, codeHere }) {
    const then = run.provenance;
    const kept = then.dirty === null ? null : await store.readChange(then.dirty).catch((error: Error) => error);
    if (kept instanceof Error) return differs(kept.message);
    const code = codeHere();
    const now: Readonly<Record<string, string | null>> = {
      commit: code.commit,
      change: code.dirty,
      cpu: cpus()[0]?.model ?? 'unknown',
      ...versionsHere(),
    };
    const before: Readonly<Record<string, string | null>> = {
      commit: then.commit,
      change: then.dirty,
      cpu: then.cpu,
      ...then.versions,
    };
    const others = Object.entries(now).filter(([name, value]) => (before[name] ?? null) !== value);
    const told = others.map(([name, value]) => `${name} ${shown(before[name] ?? null)}, now ${shown(value)}`);
    const lost =
      then.dirty !== null && kept === null ? [`its uncommitted change ${shortHash(then.dirty)} is not kept`] : [];
    const unknown = [
      ...(then.commit === null ? ['no commit was recorded, so that its code is not known'] : []),
      ...(code.commit === null ? ['the code here has no commit to compare with'] : []),
    ];
    const found = [...lost, ...unknown, ...told];
    return found.length === 0 ? ok('same code, packages and machine as now') : note(found.join('; '));
  },
};

function shown(value: string | null): string {
  if (value === null) return 'none';
  return /^[0-9a-f]{40,64}$/.test(value) ? shortHash(value) : value;
}
