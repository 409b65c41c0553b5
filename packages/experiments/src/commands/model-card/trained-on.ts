import { plural, type SummaryRecord } from '@latent-paths/core';
import type { InterpolatableTrial } from '../interpolatable-trial.js';

interface TrainedOnOptions {
  readonly trial: InterpolatableTrial;
  readonly summary: SummaryRecord;
}

const count = (value: number): string => value.toLocaleString('en-US');
const code = (value: unknown): string => `\`${JSON.stringify(value)}\``;

/** Images, latents, pairs, budget and objective of a trained path; of another one, that it was not trained here. */
export function trainedOn({ trial, summary }: TrainedOnOptions): string {
  const { config, source } = trial.finished;
  const images = `Pictures: ${code(config.data)}, [${source.shape.join(', ')}] each.`;
  const { training, broughtPath, brought } = summary;
  if (broughtPath !== undefined) {
    const { file, content, source: origin, licence, trained, warnings } = broughtPath;
    const points =
      trained === null ? 'Its points of training were not given' : `It was trained on ${count(trained)} points`;
    return [
      `Others trained it; it was only scored here. File: ${file}, SHA-256 ${content}. Source: ` +
        `${origin ?? 'not said'}. Licence: ${licence ?? 'unknown'}. ${points}.`,
      ...warnings,
    ].join('\n\n');
  }
  if (training === null) return `It is a formula, and was not trained. ${images}`;
  const latents =
    brought === undefined
      ? `Latents: E of ${count(config.pool.train)} training pictures.`
      : `Latents: ${brought.file}, extracted elsewhere.`;
  const { steps, points, projections, pairs, totalPairs } = training;
  const { run } = trial;
  return [
    images,
    latents,
    `Training: ${plural(steps, 'step')}, ${count(points)} points (pair, α) on ${count(pairs)} of ` +
      `${count(totalPairs)} pairs, ${count(projections)} evaluations of P = E∘D. Seed ${run.seed}.`,
    `Objective: ${code(config.loss)}. Pairs and α: ${code(config.sampling)}. Adam: ${code(config.optimiser)}.`,
    run.provenance.commit === null
      ? 'The commit of the code that trained it is not known.'
      : `Code: commit ${run.provenance.commit}${run.provenance.dirty === null ? '' : ', with changes not committed'}.`,
    ...(brought?.warnings ?? []),
  ]
    .map((line) => `- ${line}`)
    .join('\n');
}
