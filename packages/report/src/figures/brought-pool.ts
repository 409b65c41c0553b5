import { shortHash, type SummaryRecord } from '@latent-paths/core';
import { factList, noteList } from '../facts.js';
import { formatCount } from '../format.js';
import { html, type Html } from '../html.js';
import type { LoadedBrought } from '../load-brought.js';
import { missing } from '../missing.js';
import type { FigurePiece } from './figure.js';

type Told = NonNullable<SummaryRecord['brought']>;

/** Latents that were extracted elsewhere: whether they are those of the VAE, and what is absent without pictures. */
export const broughtPool: FigurePiece = {
  title: 'The latents that were brought',
  about: 'Whether the pool is one of this VAE: beside what E makes of the latents’ own pictures, and beside E(D(z)).',
  draw({ pools, arms }) {
    if (pools.length === 0) return null;
    const trials = arms.flatMap((arm) => arm.trials);
    const toldOf = (artifact: string) =>
      trials.find(({ run, summary }) => run?.inputs['pool']?.artifact === artifact && summary?.brought)?.summary
        ?.brought;
    return html`${pools.map((one) => section(one, toldOf(one.artifact)))}`;
  },
};

function section({ artifact, record }: LoadedBrought, told: Told | undefined): Html {
  const { agreement, returned, norms, shape, counts, content, absent } = record;
  const beside =
    agreement === null
      ? 'not known'
      : `${short(agreement.difference)} on ${agreement.pictures} pictures, correlation ${short(agreement.correlation)}`;
  return html`
    <h3>${artifact}</h3>
    ${noteList(told?.warnings ?? [])}
    ${factList([
      ['file', `${told?.file ?? 'not said'}, content ${shortHash(content)}`],
      ['latents', `[${shape.join(', ')}]`],
      [
        'split',
        `${formatCount(counts.train)} to train on, ${formatCount(counts.validation)} to choose by, ` +
          `${formatCount(counts.test)} to score on`,
      ],
      ['norms of latents', norms === undefined ? 'not known' : `${short(norms.mean)} ± ${short(norms.deviation)}`],
      ['difference from E of their pictures', beside],
      ['difference from E(D(z))', `${short(returned)} of their own spread`],
    ])}
    ${absent.map((why) => missing(`Absent: ${why}.`))}
  `;
}

const short = (value: number): string => value.toPrecision(3);
