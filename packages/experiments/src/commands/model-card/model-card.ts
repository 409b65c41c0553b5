import type { Store } from '@latent-paths/data';
import { pathKinds } from '@latent-paths/specification/paths';
import { fullName } from '../find-trial.js';
import type { InterpolatableTrial } from '../interpolatable-trial.js';
import { besideLine } from './beside-line.js';
import { howScored } from './how-scored.js';
import { scoresBesideLine } from './scores-beside-line.js';
import { trainedOn } from './trained-on.js';
import { whichVae } from './which-vae.js';

export interface ModelCardOptions {
  readonly trial: InterpolatableTrial;
  readonly store: Store;
  /** How the file or folder is used, in Markdown. */
  readonly usage: string;
}

/**
 * What goes along with a path that is taken away, in Markdown: what it was trained on, which VAE it is of, how it was
 * scored, and where it is worse than the straight line. All of it is from the trial's own records.
 * @throws if they are gone or damaged
 */
export async function modelCard({ trial, store, usage }: ModelCardOptions): Promise<string> {
  const { name, files, finished } = trial;
  const record = await store.experiment(name.experiment).readExperiment();
  const summary = await files.readSummary();
  if (summary === null) throw new Error(`${files.folder}: expected summary.json, found none`);
  const scores = await scoresBesideLine({ trial, store, record });
  const kind = finished.config.path.kind;
  const sections: [title: string, text: string][] = [
    ['How to use it', usage],
    ['What it was trained on', trainedOn({ trial, summary })],
    ['The VAE', await whichVae({ trial, summary, store })],
    ['How it was scored', await howScored({ trial, summary, scores, record, store })],
    ['Where it is worse than the straight line', besideLine({ trial, summary, scores })],
  ];
  const question = record === null ? '' : ` The experiment asks: ${record.question}`;
  return [
    `# ${fullName(name)}`,
    `A path from one latent of a VAE to another: ${pathKinds[kind].about}.${question}`,
    ...sections.map(([title, text]) => `## ${title}\n\n${text}`),
    `Written by latent-paths from the records of the trial.\n`,
  ].join('\n\n');
}
