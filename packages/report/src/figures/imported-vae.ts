import { shortHash, type SummaryRecord } from '@latent-paths/core';
import { factList, noteList } from '../facts.js';
import { html, type Html } from '../html.js';
import type { LoadedImport } from '../load-imports.js';
import type { FigurePiece } from './figure.js';

type Told = NonNullable<SummaryRecord['imported']>;

/** What a VAE that others trained was found to be: figures of its import, and pictures beside what comes back. */
export const importedVae: FigurePiece = {
  title: 'The imported VAE',
  about:
    'Are E and D fit for this at all? A VAE that is read in a wrong way runs without an error: only the ' +
    'reconstructed pictures show it.',
  draw({ imports, arms }) {
    if (imports.length === 0) return null;
    const trials = arms.flatMap((arm) => arm.trials);
    const toldOf = (artifact: string) =>
      trials.find(({ run, summary }) => run?.inputs['vae']?.artifact === artifact && summary?.imported)?.summary
        ?.imported;
    return html`${imports.map((one) => section(one, toldOf(one.artifact)))}`;
  },
};

function section({ artifact, record, strip }: LoadedImport, told: Told | undefined): Html {
  const notes = [...(told?.warnings ?? []), ...record.notes];
  return html`
    <h3>${artifact}</h3>
    ${noteList(notes)}
    ${
      strip === null
        ? null
        : html`<figure>
            <img alt="Pictures above, and below what comes back of each" src="${uri(strip)}" />
            <figcaption>Held-out pictures, and below each what D makes of E of it.</figcaption>
          </figure>`
    }
    ${factList(facts(record, told))}
  `;
}

const short = (value: number): string => value.toPrecision(3);
const orNone = (value: number | null): string => (value === null ? 'not compared' : short(value));

/** Dimensions that are listed; of more, these alone. */
const LISTED = 12;

function usedText({ dimensions, held }: NonNullable<LoadedImport['record']['used']>): string {
  const more = dimensions.length > LISTED ? ', …' : '';
  const which = `the only ones that are used: ${dimensions.slice(0, LISTED).join(', ')}${more}, counted from 0`;
  if (held.length === 0) return which;
  return `${which}; the others are held at ${short(Math.min(...held))} to ${short(Math.max(...held))}`;
}

function facts(record: LoadedImport['record'], told: Told | undefined): [name: string, text: string][] {
  const { files, parity, gradient, reconstruction, active, used, norms, idempotence, imageShape, latentShape } = record;
  return [
    ['source', told?.source ?? 'not said'],
    ['licence', told?.licence ?? 'unknown'],
    [
      'files',
      Object.entries(files)
        .map(([name, sha]) => `${name} ${shortHash(sha)}`)
        .join(', '),
    ],
    ['pictures and latents', `[${imageShape.join(', ')}], [${latentShape.join(', ')}]; opset ${record.opset}`],
    ['read as', JSON.stringify(record.reading)],
    ...(record.told.length === 0 ? [] : [['from the files', record.told.join('; ')] as [string, string]]),
    [
      'reconstruction',
      reconstruction === null
        ? 'not known: there are no pictures'
        : `squared error ${short(reconstruction.squaredError)} a value on ${record.images} pictures; ` +
          `${short(reconstruction.baseline)} if their mean is given for each`,
    ],
    ['beside onnxruntime', `E ${orNone(parity.encoder)}, D ${orNone(parity.decoder)}, relative`],
    [
      'gradients',
      `${short(gradient.difference)} from central differences in ${gradient.directions} directions, relative`,
    ],
    ['active dimensions', `${active.units} of ${active.of}${used === undefined ? '' : `, ${usedText(used)}`}`],
    ['norms of latents', `${short(norms.mean)} ± ${short(norms.deviation)}`],
    ['‖P²(z) − P(z)‖ / ‖P(z) − z‖', idempotence === null ? 'P moves nothing' : short(idempotence)],
  ];
}

function uri(png: Uint8Array): string {
  return `data:image/png;base64,${Buffer.from(png).toString('base64')}`;
}
