import { rootKey } from '@latent-paths/core';
import { alphasOf, pairsOf, pairStages } from '@latent-paths/data';
import type { z } from 'zod';
import { OF_LATENTS } from './brought-latents.js';
import { arePicturesKnown } from './pool-identity.js';
import { pathOf } from '../paths/registry.js';
import { activeLosses, plannedExtent } from './budget.js';
import { buildCurriculum } from '../curricula/registry.js';
import { isBalancing } from '../schedules/balancing-schedule.js';
import { buildSchedule } from '../schedules/scheduled.js';
import { latentUse } from '../vaes/latent-use.js';
import { isImported } from './is-imported.js';
import type { TrialConfig } from './trial-shape.js';

type Report = (path: readonly string[], message: string) => void;

/** Checks that the parts of a trial fit together, which no single key can show. */
export function crossCheck(config: TrialConfig, context: z.RefinementCtx): void {
  const report: Report = (path, message) => context.addIssue({ code: 'custom', path: [...path], message });
  checkSizes(config, report);
  checkFiles(config, report);
  checkLatents(config, report);
  if (config.path.kind === 'onnx' && config.path.pairs !== undefined && config.evaluation.gaps === undefined)
    report(['path', 'pairs'], 'expected evaluation.gaps beside it, which scores the path on them; add gaps: {}');
  if (config.path.kind === 'network' && config.path.content !== undefined && config.path.init === undefined)
    report(['path', 'content'], 'expected path.init beside it, got none; name its file, or take content out');
  if (!pathOf(config.path).trained) return;
  const terms = activeLosses(config);
  if (terms.length === 0) report(['loss'], 'expected at least one term with a weight above 0');
  else attempt(['budget'], report, () => plannedExtent(config));
  for (const { name } of terms.length === 1 ? terms : []) {
    const { kind } = config.loss[name]!.weight; // active terms are there
    if (isBalancing(buildSchedule(config.loss[name]!.weight)))
      report(
        ['loss', name, 'weight'],
        `expected another loss with a weight above 0 for ${kind} to balance with, got none`,
      );
  }
  if (!attempt(['curriculum'], report, () => buildCurriculum(config.curriculum))) return;
  checkPairs(config, report);
  checkAlphas(config, report);
  checkGaps(config, report);
}

/**
 * What a training saw can be made anew where its sampling never changes and the sampler knows which pairs it leaves
 * out.
 */
function checkGaps({ evaluation, curriculum, sampling }: TrialConfig, report: Report): void {
  if (evaluation.gaps === undefined) return;
  const path = ['evaluation', 'gaps'];
  if (curriculum.kind !== 'constant') {
    report(
      path,
      `expected a sampling that never changes, got the curriculum ${curriculum.kind}; leave evaluation.gaps out`,
    );
  }
  if (sampling.pairs.kind === 'fresh') {
    report(path, 'expected sampling.pairs of kind fixed or all, which know the pairs that they never visit, got fresh');
  }
}

/** The files of a VAE: two halves, or a whole. Whether it is said where to cut that is asked when the file is read. */
function checkFiles({ vae }: TrialConfig, report: Report): void {
  if (!isImported(vae)) return;
  const { encoder, decoder, file } = vae;
  const halves = [encoder, decoder].filter((path) => path !== undefined).length;
  const cut = vae.kind === 'weights' ? undefined : latentUse(vae).cut;
  const isWhole = file !== undefined;
  if (isWhole ? halves === 0 : halves === 2 && cut === undefined) return;
  const one = vae.kind === 'weights' ? 'file' : 'file and latent, which cuts it in two';
  report(['vae'], `expected encoder and decoder, or ${one}; name two files, or one`);
}

/** Latents from a file stand in the place of pictures, or beside them. */
function checkLatents({ data, vae, pool }: TrialConfig, report: Report): void {
  if (data.kind === 'none' && !isImported(vae))
    report(
      ['data'],
      'expected pictures to train the VAE on, got none; name them, or bring a VAE of kind onnx, weights or tfjs',
    );
  if (data.kind === 'none' && pool.latents === undefined)
    report(['data'], 'expected pictures to extract latents of, got none; name them, or give latents by pool.latents');
  if (typeof pool.heldOut === 'object' && arePicturesKnown({ data, pool }))
    report(
      ['pool', 'heldOut'],
      'expected a share, because latents of known pictures are held out as these are, got rows; write pictures: none ' +
        'beside it',
    );
  if (pool.latents !== undefined) return;
  for (const key of OF_LATENTS)
    if (pool[key] !== undefined) report(['pool', key], 'expected pool.latents beside it, got none; name their file');
}

function checkSizes({ data, pool, path, validation, evaluation }: TrialConfig, report: Report): void {
  const scoredPart = evaluation.latents ?? 'test';
  const limits: [path: string[], got: number, most: number, of: string][] = [
    [['validation', 'pairs'], validation.pairs, Math.floor(pool.validation / 2), 'disjoint pairs of pool.validation'],
    [
      ['evaluation', 'pairs'],
      evaluation.pairs,
      Math.floor(pool[scoredPart] / 2),
      `disjoint pairs of pool.${scoredPart}`,
    ],
    [['evaluation', 'frames', 'pairs'], evaluation.frames.pairs, evaluation.pairs, 'evaluation.pairs'],
  ];
  if (path.kind === 'graph') limits.push([['path', 'nodes'], path.nodes, pool.train, 'pool.train']);
  // Of images and latents from files it is known when these are opened.
  if ('train' in data && pool.latents === undefined) {
    limits.push([['pool', 'train'], pool.train, data.train, 'data.train']);
    limits.push([
      ['pool', 'test'],
      pool.validation + pool.test,
      data.heldOut,
      'data.heldOut, for validation and test together',
    ]);
    limits.push([
      ['evaluation', 'real'],
      evaluation.real,
      data.heldOut - pool[scoredPart],
      `data.heldOut without pool.${scoredPart}`,
    ]);
  }
  for (const [key, got, most, of] of limits) {
    if (got > most) report(key, `expected at most ${most} (${of}), got ${got}`);
  }
}

/** Every size of the pool that training may ask for must suit the sampler. */
function checkPairs({ sampling, curriculum, pool }: TrialConfig, report: Report): void {
  const build = pairsOf(sampling.pairs);
  const context = { poolSize: pool.train, key: rootKey(0) };
  if (!attempt(['sampling', 'pairs'], report, () => build(context))) return;
  const stages = pairStages(build, context);
  for (const { poolShare = 1 } of buildCurriculum(curriculum).levels) {
    if (!attempt(['curriculum'], report, () => stages.sampler(stages.next(stages.first, poolShare, 0)))) return;
  }
}

/** Every number of α per pair that training may ask for must divide the batch and suit the sampler. */
function checkAlphas({ sampling, curriculum, batch }: TrialConfig, report: Report): void {
  const sampler = alphasOf(sampling.alphas)({ key: rootKey(0) });
  for (const { alphasPerPair } of buildCurriculum(curriculum).levels) {
    const path = alphasPerPair === undefined ? ['sampling', 'alphas'] : ['curriculum'];
    const perPair = alphasPerPair ?? sampler.perPair;
    if (batch % perPair !== 0) {
      report(path, `expected a number of α per pair that divides the batch (${batch}), got ${perPair}`);
      return;
    }
    const pair = { a: 0, b: 1, slot: 0 };
    const fill = () =>
      sampler.fill({ pairs: [pair], firstPosition: 0, firstPoint: 0, perPair }, new Float32Array(perPair));
    if (!attempt(path, report, fill)) return;
  }
}

/** Runs what refuses wrong parameters by a RangeError, and reports it. */
function attempt(path: readonly string[], report: Report, run: () => unknown): boolean {
  try {
    run();
    return true;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    report(path, error.message);
    return false;
  }
}
