import { existsSync, readFileSync, type Stats } from 'node:fs';
import { writeAtomic } from '@latent-paths/data';
import { z } from 'zod';

/** Hashes of large files as they were found before, so that they are not read again at every start. */
export interface HashMemory {
  /** The SHA-256 of a file, where it has not changed since by size and time; else by `hash`. */
  of(file: string, entry: Stats, hash: () => string): string;
  /** Whether it would be read. */
  knows(file: string, entry: Stats): boolean;
  /** Keeps what was used, and nothing else. */
  keep(): Promise<void>;
}

const remembered = z.strictObject({
  size: z.number(),
  changedAt: z.number(),
  noticedAt: z.number(),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
});
const memoryRecord = z.strictObject({ version: z.literal(1), files: z.record(z.string(), remembered) });
type Remembered = z.infer<typeof remembered>;

/**
 * Milliseconds within which a file may change again without a sign of it in its times: what is so young is not
 * remembered.
 */
const YOUNG = 2_000;

/** The memory that lies at a path; empty if nothing readable does: it is then made anew. */
export function openHashMemory(path: string, now: () => number): HashMemory {
  const before = readMemory(path);
  const used = new Map<string, Remembered>();
  const find = (file: string, entry: Stats): Remembered | undefined => {
    const known = before[file];
    const isSame =
      known !== undefined &&
      known.size === entry.size &&
      known.changedAt === entry.mtimeMs &&
      known.noticedAt === entry.ctimeMs;
    return isSame ? known : undefined;
  };
  return {
    of(file, entry, hash) {
      const found = find(file, entry) ?? {
        size: entry.size,
        changedAt: entry.mtimeMs,
        noticedAt: entry.ctimeMs,
        hash: hash(),
      };
      const latest = Math.max(entry.mtimeMs, entry.ctimeMs);
      if (now() - latest > YOUNG) used.set(file, found);
      return found.hash;
    },
    knows: (file, entry) => find(file, entry) !== undefined,
    async keep() {
      const files = Object.fromEntries(used);
      if (JSON.stringify(files) === JSON.stringify(before)) return;
      await writeAtomic(path, `${JSON.stringify({ version: 1, files })}\n`);
    },
  };
}

/** One that forgets. */
export function noMemory(): HashMemory {
  return { of: (_file, _entry, hash) => hash(), knows: () => false, keep: async () => undefined };
}

function readMemory(path: string): Readonly<Record<string, Remembered>> {
  if (!existsSync(path)) return {};
  try {
    return memoryRecord.parse(JSON.parse(readFileSync(path, 'utf8'))).files;
  } catch {
    return {}; // It only saves time.
  }
}
