import { importRecord, type ImportRecord, type SummaryRecord } from '@latent-paths/core';
import type { Store } from '@latent-paths/data';
import { isImported } from '@latent-paths/specification/trial';
import { formatNumber } from '../format-value.js';
import type { InterpolatableTrial } from '../interpolatable-trial.js';

interface WhichVaeOptions {
  readonly trial: InterpolatableTrial;
  readonly summary: SummaryRecord;
  readonly store: Store;
}

/** The VAE whose latents a path joins: by hash, with source and licence, and how well it reproduces pictures. */
export async function whichVae({ trial, summary, store }: WhichVaeOptions): Promise<string> {
  const { run, finished } = trial;
  const { vae, config } = finished;
  const input = run.inputs['vae'];
  const { imported } = summary;
  const record = input === undefined ? null : await recordOf(store, input.artifact);
  const { squaredError, images, activeUnits, units } = summary.vae;
  const lines = [
    'The path is of this VAE alone: between latents of another one it means nothing.',
    input === undefined ? 'Its hash is not known.' : `SHA-256 ${input.content} (${input.artifact}).`,
    isImported(config.vae)
      ? `Others trained it. Source: ${imported?.source ?? 'not said'}. Licence: ${imported?.licence ?? 'unknown'}.`
      : `It was trained here, on the same pictures: \`${JSON.stringify(config.vae)}\`. No file of others is in it.`,
    ...(record === null ? [] : [`Its files: ${filesOf(record)}.`]),
    `A latent is the mean that E gives, ${vae.latentSize} numbers${latentWords(vae.latentShape, record)}.`,
    squaredError === null
      ? 'How well it reproduces pictures is not known: there are none.'
      : `Squared error of held-out pictures that it reproduces, a value 0…1: ${formatNumber(squaredError)} ` +
        `(${images} of them); ${activeUnits} of ${units} latent dimensions vary.`,
    ...(imported?.warnings ?? []),
  ];
  return lines.map((line) => `- ${line}`).join('\n');
}

const filesOf = ({ files }: ImportRecord): string =>
  Object.entries(files)
    .map(([name, sha]) => `${name}, SHA-256 ${sha}`)
    .join('; ');

function latentWords(shape: readonly number[] | undefined, record: ImportRecord | null): string {
  if (record?.used !== undefined)
    return `: of the [${record.latentShape.join(', ')}] that D takes, in a row, numbers ${record.used.dimensions.join(
      ', ',
    )}, counted from 0; the others are held at their mean`;
  return shape === undefined ? '' : `, [${shape.join(', ')}] in a row`;
}

async function recordOf(store: Store, name: string): Promise<ImportRecord | null> {
  const artifact = (await store.artifacts()).find((one) => one.name === name);
  const bytes = await artifact?.readBytes('import.json');
  return bytes === null || bytes === undefined
    ? null
    : importRecord.parse(JSON.parse(Buffer.from(bytes).toString('utf8')));
}
