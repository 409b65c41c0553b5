import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { scoresOf } from '../trial-entry.js';
import { curvesOf } from './curves.js';
import type { ExportRequest, ExportTrial, Format } from './format.js';
import { endEvent, scalarsEvent, settingsEvent, versionEvent, type SESSION_STATUS } from './tensorboard-event.js';
import { encodeTfRecord } from './tf-record.js';

/**
 * A folder `experiment/trial` a trial, with its curves over training, its scores at the last step, and its settings as
 * hparams.
 */
export const tensorboard: Format = {
  kind: 'folder',
  about: 'event files: curves, scores and hparams',
  write: async ({ trials }: ExportRequest, folder: string) => {
    for await (const trial of trials) {
      const run = join(folder, trial.experiment, trial.trial);
      await mkdir(run, { recursive: true });
      // The same trial always makes the same file.
      await writeFile(
        join(run, `events.out.tfevents.${Math.floor(secondsOf(trial.run.startedAt))}.latent-paths`),
        encodeTrial(trial),
      );
    }
  },
};

function encodeTrial({ experiment, run, settings, summary, rows }: ExportTrial): Uint8Array {
  const began = secondsOf(run.startedAt);
  const ended = run.endedAt === null ? began : secondsOf(run.endedAt);
  const scores =
    summary === null
      ? []
      : [...scoresOf(summary)].flatMap(([key, value]) => (typeof value === 'number' ? [[key, value] as const] : []));
  const plain = [...settings].map(
    ([key, value]) => [key, typeof value === 'object' ? JSON.stringify(value) : value] as const,
  );
  const events = [
    versionEvent(began),
    settingsEvent({
      settings: { ...Object.fromEntries(plain), seed: run.seed },
      group: `${experiment}/${run.arm}`,
      startedAt: began,
    }),
    ...rows.map((row) => scalarsEvent({ wallTime: began + row.seconds, step: row.step }, curvesOf(row))),
    ...(scores.length === 0 ? [] : [scalarsEvent({ wallTime: ended, step: rows.at(-1)?.step ?? 0 }, scores)]),
    ...(run.endedAt === null ? [] : [endEvent(ENDED[run.status], ended)]),
  ];
  return Buffer.concat(events.map(encodeTfRecord));
}

const ENDED = {
  finished: 'success',
  failed: 'failure',
  stopped: 'unknown',
  running: 'running',
} as const satisfies Record<ExportTrial['run']['status'], keyof typeof SESSION_STATUS>;

/** Since 1970, of an ISO 8601 time. */
function secondsOf(time: string): number {
  return Date.parse(time) / 1000;
}
