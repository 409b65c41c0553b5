import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ENGINE_NAMES, type NamedArrays, type RunRecord, type SummaryRecord } from '@latent-paths/core';
import { openStore, type Store, type TrialStore } from '@latent-paths/data';
import { openEngine, type Engine } from '@latent-paths/engine';
import { decodeSafetensors } from '@latent-paths/model';
import type { Display } from '@latent-paths/trials/progress';
import { machineHere } from '@latent-paths/trials/provenance';
import { evaluate, type InputCache, openInputs, type StageContext } from '@latent-paths/trials/stages';
import { foundWeights } from '@latent-paths/trials/steps';
import type { Machine } from '@latent-paths/trials/training';
import { coresHere } from '../../machine/cores.js';
import type { TrialSubject } from './check.js';

/** What scoring a trial again gave. */
export interface Replayed {
  readonly files: TrialStore;
  readonly summary: SummaryRecord;
  readonly machine: Machine;
}

/** Scores finished trials again, on the engines that scored them, without touching what they left. */
export interface Replayer {
  /** `use` sees the new tables while they are there. @throws if the engine or the VAE or a pool is not to be had */
  replay<Result>(subject: TrialSubject, use: (made: Replayed) => Promise<Result>): Promise<Result>;
  close(): Promise<void>;
}

export interface ReplayerOptions {
  readonly store: Store;
  readonly now: () => Date;
  readonly signal: AbortSignal;
}

const SILENT: Display = {
  begin: () => ({ update: () => undefined, finish: () => undefined, end: () => undefined }),
  say: () => undefined,
  status: () => undefined,
  close: () => undefined,
};

export function openReplayer(options: ReplayerOptions): Replayer {
  const opened = new Map<string, Promise<Machinery>>();
  return {
    async replay(subject, use) {
      const { run } = subject;
      const [config, { training }] = [await subject.config(), await subject.summary()];
      const { context, inputCache } = await (opened.get(run.provenance.engine) ??
        remember(opened, run.provenance.engine, open(run, options)));
      const trialInputs = await inputCache.of(config);
      const folder = await mkdtemp(join(tmpdir(), 'latent-paths-verify-'));
      try {
        const files = openStore(folder).experiment('verify').trial(subject.id);
        const about = { trial: subject.id, arm: run.arm, seed: run.seed, training };
        await evaluate(
          { config, label: subject.id, trialInputs, trial: files, theta: await thetaOf(subject), about },
          context,
        );
        return await use({ files, summary: (await files.readSummary())!, machine: machineHere(context.engine) });
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    },
    async close() {
      for (const one of await Promise.allSettled(opened.values())) {
        if (one.status === 'rejected') continue;
        await one.value.inputCache.close();
        one.value.context.engine.dispose();
      }
    },
  };
}

interface Machinery {
  readonly context: StageContext;
  readonly inputCache: InputCache;
}

function remember(
  opened: Map<string, Promise<Machinery>>,
  key: string,
  machinery: Promise<Machinery>,
): Promise<Machinery> {
  opened.set(key, machinery);
  return machinery;
}

async function open({ provenance }: RunRecord, { store, now, signal }: ReplayerOptions): Promise<Machinery> {
  const name = ENGINE_NAMES.find((known) => provenance.engine.startsWith(`${known} `));
  const engine: Engine = await openEngine(name, { threads: coresHere().count });
  const context: StageContext = {
    store,
    engine,
    provenance,
    display: SILENT,
    now: () => performance.now() / 1000,
    date: () => now().toISOString(),
    signal,
  };
  return { context, inputCache: openInputs(context) };
}

/** The weights that were trained; bits that another machine may read, whatever it may not go on from. */
async function thetaOf({ files, summary }: TrialSubject): Promise<NamedArrays> {
  if (!(await summary()).trained) return {};
  const saved = await files.readCheckpoint();
  if (saved === null) throw new Error(`${files.folder}: expected a checkpoint, got none`);
  return foundWeights(decodeSafetensors(saved.bytes).arrays);
}
