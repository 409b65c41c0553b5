import type { Session } from './session.js';

/**
 * Sessions by the hash of their graph, which holds its shapes and constants: a graph is loaded once while it is in use,
 * and some time after.
 */
export interface SessionCache {
  /** The session of a graph, made by `make` where there is none. Its `dispose` gives it back. */
  open(hash: string, make: () => Promise<Session>): Promise<Session>;
  /** Frees the sessions that nobody uses; those in use are freed when they are given back. */
  dispose(): void;
}

interface Entry {
  readonly session: Promise<Session>;
  users: number;
}

/** Keeps up to `idle` sessions that nobody uses, the latest ones. */
export function sessionCache(idle: number): SessionCache {
  // A Map keeps the order of insertion: an entry that is given back moves to the end.
  const entries = new Map<string, Entry>();
  let kept = idle;

  const trim = (): void => {
    const unused = [...entries].filter(([, { users }]) => users === 0);
    for (const [hash, { session }] of unused.slice(0, Math.max(0, unused.length - kept))) {
      entries.delete(hash);
      void session.then((loaded) => loaded.dispose());
    }
  };

  return {
    async open(hash, make) {
      const entry: Entry = entries.get(hash) ?? { session: make(), users: 0 };
      entries.set(hash, entry);
      entry.users += 1;
      let session: Session;
      try {
        session = await entry.session;
      } catch (error) {
        entries.delete(hash);
        throw error;
      }
      let given = false;
      return {
        ...session,
        dispose() {
          if (given) return;
          given = true;
          entry.users -= 1;
          entries.delete(hash);
          entries.set(hash, entry);
          trim();
        },
      };
    },
    dispose() {
      kept = 0;
      trim();
    },
  };
}
