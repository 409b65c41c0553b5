import { hashJson, provenanceRecord, resumesRecord, shortHash } from '@latent-paths/core';
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { readIfThere } from './atomic.js';
import { CHECKPOINT, CHECKPOINT_BEFORE, readCheckpoint, writeCheckpoint, type SavedCheckpoint } from './checkpoints.js';
import {
  compareFiles,
  compareSealed,
  emptyFolder,
  foldersWith,
  hashFile,
  hashFiles,
  readChecked,
  removeServed,
  sizeOfFolder,
  type FileProblem,
} from './files.js';
import { folderOwner, lockFolder, type LockWaiting, type Release } from './lock.js';
import { checkName } from './names.js';
import { parseRecord, writeRecord } from './record-file.js';
import { startAnew } from './remedy.js';
import { alteredError, writeSealed } from './seal.js';

const hash = z.string().regex(/^[0-9a-f]{64}$/);

/** `manifest.json`: written last, so that an artifact that has one is whole. */
const artifactManifest = z.strictObject({
  version: z.literal(1),
  stage: z.string(),
  /** Hash of all that it was made from: its key. */
  inputs: hash,
  /** Hash over `files`: the identity of what was made. */
  content: hash,
  /** SHA-256 of each file, by name relative to the folder. */
  files: z.record(z.string(), hash),
  /** ISO 8601. */
  madeAt: z.string(),
  /** Seconds that it took to make, over all resumes; absent if they were not counted. */
  seconds: z.number().min(0).optional(),
  /** SHA-256 of the images that it was made of, where that is no part of `inputs`. Absent from earlier ones, too. */
  images: hash.optional(),
  /** Of the process that finished it. */
  provenance: provenanceRecord,
  /** Of a training that went on from a checkpoint, as in `run.json`. Absent if one process made it all. */
  resumes: resumesRecord.optional(),
});
type ArtifactManifest = z.infer<typeof artifactManifest>;

/** The files of one artifact: trained VAE weights, a pool. Made once, keyed by its inputs, read by many trials. */
export interface ArtifactStore {
  /** Name of its folder: `<stage>-<first digits of its inputs' hash>`. */
  readonly name: string;
  readonly folder: string;
  /**
   * Takes the folder for this process. From then on, all that writes throws LockLostError once the lock is lost.
   * @throws LockedError if another process makes the artifact
   */
  lock(waiting?: LockWaiting): Promise<Release>;
  /** The process that makes it, or may on another machine, in words; null if none does. */
  owner(): Promise<string | null>;
  /** Bytes of all its files. */
  size(): Promise<number>;
  isFinished(): Promise<boolean>;
  /** Null until it is finished. */
  readManifest(): Promise<ArtifactManifest | null>;
  /** Makes the folder, emptied of what a killed process left. @throws if the artifact is finished */
  begin(): Promise<void>;
  /** Path of a file in it, for those that write it in parts. */
  path(name: string): string;
  /**
   * Path of a file of the finished artifact, for those that read it in parts. @throws if it is altered, truncated or
   * lost
   */
  checkedPath(name: string): Promise<string>;
  /** The last checkpoint that is whole. @throws if none is */
  readCheckpoint(): Promise<SavedCheckpoint | null>;
  /** Keeps the one before it, too; both are gone once the artifact is finished. */
  writeCheckpoint(bytes: Uint8Array): Promise<void>;
  /** Null if there is none. @throws if it is altered or truncated */
  readBytes(name: string): Promise<Uint8Array | null>;
  writeBytes(name: string, bytes: Uint8Array): Promise<void>;
  /** Hashes every file in the folder and writes the manifest: the artifact is there from now on. */
  finish(
    made: Pick<ArtifactManifest, 'madeAt' | 'seconds' | 'images' | 'provenance' | 'resumes'>,
  ): Promise<ArtifactManifest>;
  /** Files that are not what was made; none if all is well. */
  verify(): Promise<FileProblem[]>;
}

const MANIFEST = 'manifest.json';
const CHECKPOINTS = [CHECKPOINT, CHECKPOINT_BEFORE];

/**
 * @param inputs SHA-256, 64 hex digits, of all that the artifact is made from
 */
export function openArtifact(parent: string, stage: string, inputs: string): ArtifactStore {
  if (!hash.safeParse(inputs).success)
    throw new RangeError(`artifact ${stage}: expected a SHA-256 of 64 hex digits, got ${inputs}`);
  const folder = join(parent, `${checkName('stage', stage)}-${shortHash(inputs)}`);
  const path = (name: string) => join(folder, checkName('file', name));
  const manifestPath = path(MANIFEST);

  const readManifest = async (): Promise<ArtifactManifest | null> => {
    const text = await readIfThere(manifestPath);
    if (text === null) return null;
    const manifest = parseRecord(manifestPath, artifactManifest, text.toString('utf8'));
    if (manifest.inputs !== inputs) {
      throw new Error(
        `${manifestPath}: expected an artifact made from ${inputs}, got one from ${manifest.inputs}; ` +
          `${startAnew(manifestPath)}`,
      );
    }
    return manifest;
  };

  let held: Release | null = null;
  /** @throws LockLostError if the lock was lost, and another one may have made the artifact */
  const checkHeld = async () => {
    held?.check();
    if (held?.isRetaken() && (await readManifest()) !== null) throw held.lost.reason;
  };

  return {
    name: basename(folder),
    folder,
    lock: async (waiting) => (held = await lockFolder(folder, waiting)),
    owner: () => folderOwner(folder),
    size: () => sizeOfFolder(folder),
    isFinished: async () => (await readManifest()) !== null,
    readManifest,
    begin: async () => {
      await checkHeld();
      if ((await readManifest()) !== null)
        throw new Error(`${folder}: expected no artifact yet, got a finished one; use it, or delete its folder`);
      await emptyFolder(folder, MANIFEST);
    },
    path,
    checkedPath: async (name) => {
      const expected = (await readManifest())?.files[name];
      if (expected === undefined)
        throw new Error(`${path(name)}: expected a file of a finished artifact, got none; ${startAnew(path(name))}`);
      const got = await hashFile(path(name));
      if (got !== expected) throw alteredError(path(name), expected, got);
      return path(name);
    },
    readCheckpoint: () => readCheckpoint(folder),
    writeCheckpoint: async (bytes) => {
      await checkHeld();
      await writeCheckpoint(folder, bytes, '');
    },
    readBytes: async (name) => readChecked(folder, checkName('file', name), (await readManifest())?.files ?? null),
    writeBytes: async (name, bytes) => {
      await checkHeld();
      await writeSealed(path(name), bytes);
    },
    finish: async ({ madeAt, seconds, images, provenance, resumes }) => {
      const files = await hashFiles(folder, [MANIFEST, ...CHECKPOINTS]);
      const manifest: ArtifactManifest = {
        version: 1,
        stage,
        inputs,
        content: hashJson(files),
        files,
        madeAt,
        ...(seconds !== undefined && { seconds }),
        ...(images !== undefined && { images }),
        provenance,
        ...(resumes !== undefined && { resumes }),
      };
      await checkHeld();
      await writeRecord(manifestPath, artifactManifest, manifest);
      await removeServed(folder, CHECKPOINTS);
      return manifest;
    },
    verify: async () => {
      const manifest = await readManifest();
      return manifest === null ? compareSealed(folder) : compareFiles(folder, manifest.files);
    },
  };
}

/** All finished artifacts of a folder, sorted by name. */
export async function listArtifacts(parent: string): Promise<ArtifactStore[]> {
  const names = await foldersWith(parent, MANIFEST);
  return Promise.all(
    names.map(async (name) => {
      const path = join(parent, name, MANIFEST);
      const { stage, inputs } = parseRecord(path, artifactManifest, await readFile(path, 'utf8'));
      return openArtifact(parent, stage, inputs);
    }),
  );
}
