import { buildChoice, mapValues, ndarray, rootKey, split } from '@latent-paths/core';
import {
  convolutionalVae,
  initialVae,
  losses,
  paths,
  vaeSchema,
  type ImageShape,
  type Loss,
  type Path,
} from '@latent-paths/model';
import { describe, expect, it } from 'vitest';
import {
  gradientProbe,
  initialTraining,
  drawsOf,
  trainingStep,
  weightsAmong,
  type Objective,
} from '../../src/steps/objective.js';
import { under } from '../../src/steps/prefixed-records.js';
import { initialOptimiser, type OptimiserSettings } from '../../src/steps/optimiser-step.js';
import { scalarArray } from '../../src/steps/specs.js';
import { vaeStep } from '../../src/steps/vae-step.js';
import { evaluationStep } from '../../src/steps/evaluation-step.js';
import { expectAgreement, normal, runBoth, uniform } from './agreement.js';
import { atPlaces } from './at-places.js';
import { bothHost } from './solving.js';
import { variantsOf, type Variant } from './variants.js';

const key = rootKey(7);
const config = vaeSchema.parse({ latent: 4, channels: [2, 2] });
const descent = { beta1: 0.9, beta2: 0.99, epsilon: 1e-8, clip: 1 };
const averaged = { ...descent, average: 0.9 };
const BATCH = 4;

const allPaths = variantsOf(paths, {
  network: { hidden: [8, 8, 8], outputScale: 1 },
  convolutional: { hidden: [8, 8], outputScale: 1 },
  direct: { iterations: 3 },
  spline: { iterations: 3, points: 4 },
  graph: { nodes: 6, neighbours: 3 },
});
const trained = allPaths.filter((choice) => buildPath(choice).trained);
const allLosses = variantsOf(losses, {
  critic: { hidden: [8, 8] },
  denoiser: { hidden: [8, 8] },
  // Within the margins, −1 and 1 cancel in the gradient of the last bias: what is left, 2·drift·mean C(D(μ)), has
  // digits where drift is large and C is not nearly 0, as it happens to be with 2 channels.
  'image-critic': { channels: [4, 4], drift: 10 },
  'alpha-critic': { channels: [2, 2] },
});
const imageShapes: ImageShape[] = [28, 32].flatMap((size) => [1, 3].map((channels) => [size, size, channels] as const));
const [small, largest] = [imageShapes[0]!, imageShapes.at(-1)!];

function buildPath(choice: Variant): Path {
  return buildChoice<Path>(paths, choice);
}

function objectiveOf(path: Variant, terms: readonly Variant[], imageShape: ImageShape): Objective {
  return {
    path: buildPath(path),
    losses: Object.fromEntries(terms.map((term, i) => [`${term.kind}-${i}`, buildChoice<Loss>(losses, term)])),
    vae: atPlaces(convolutionalVae(initialVae(config, imageShape, split(key, 'vae')), imageShape)),
    batch: BATCH,
  };
}

const initialOf = (objective: Objective, settings: OptimiserSettings = descent) =>
  initialTraining(objective, initialTheta(objective), split(key, 'losses'), settings);
const initialTheta = ({ path, vae }: Objective) => path.initial(vae, split(key, 'theta'));

/** Points and weights of a run. */
const given = (objective: Objective, run: number) => ({
  zA: normal(`zA ${run}`, [BATCH, config.latent]),
  zB: normal(`zB ${run}`, [BATCH, config.latent]),
  alpha: uniform(`alpha ${run}`, [BATCH, 1]),
  ...mapValues(drawsOf(objective), (width, name) => normal(`${name} ${run}`, [BATCH, width])),
  ...under(
    'weight',
    mapValues(objective.losses, () => scalarArray(0.7)),
  ),
});
const rates = (run: number) => ({ 'learning-rate': scalarArray(1e-3), step: scalarArray(run + 1) });
const told = (choice: Variant) => JSON.stringify(choice).replaceAll('"', '');

describe('the training step', () => {
  const pairs = trained.flatMap((path) => allLosses.map((loss) => ({ path, loss })));
  for (const { path, loss } of pairs) {
    it(`of ${told(path)} towards ${told(loss)}`, async () => {
      // Attraction holds what a loss may leave free, as variance leaves a shift of all points: Adam would make steps of
      // rounding errors.
      const objective = objectiveOf(path, [loss, { kind: 'attraction' }], small);
      const start = initialOf(objective);
      const runs = await runBoth(
        trainingStep(objective, start, descent),
        start,
        (run) => ({ ...given(objective, run), ...rates(run) }),
        10,
      );
      // What a batch lost, and how neighbours differ, are differences of nearly equal numbers: most of their digits
      // cancel.
      const { laws } = buildChoice<Loss>(losses, loss);
      const cancelled = laws?.cancels === true ? 100 : 1;
      const towards = `${told(path)} towards ${told(loss)}`;
      expectAgreement(`${towards}, step 1`, runs[0]!, 1e-5 * cancelled);
      expectAgreement(`${towards}, step 10`, runs.at(-1)!, 1e-3 * cancelled);
    });
  }
});

describe.each(imageShapes.map((shape) => ({ shape })))('for images of $shape', ({ shape }) => {
  it('the step of a VAE', async () => {
    const weights = initialVae(config, shape, split(key, 'vae'));
    const step = vaeStep({ config, imageShape: shape, batch: BATCH, descent, weights });
    const inputs = (run: number) => ({
      images: uniform(`images ${run}`, [BATCH, ...shape]),
      noise: normal(`noise ${run}`, [BATCH, config.latent]),
      'kl-weight': scalarArray(0.5),
      ...rates(run),
    });
    const runs = await runBoth(step, initialOptimiser(weights), inputs, 10);
    expectAgreement('VAE, step 1', runs[0]!, 1e-5);
    expectAgreement('VAE, step 10', runs.at(-1)!, 1e-3);
  });

  it('the step towards all losses at once, and the probe of its gradients', async () => {
    const objective = objectiveOf(trained[0]!, allLosses, shape);
    const start = initialOf(objective, averaged);
    const [stepped] = await runBoth(trainingStep(objective, start, averaged), start, (run) => ({
      ...given(objective, run),
      ...rates(run),
    }));
    expectAgreement('all losses at once', stepped!, 1e-5);
    const [probed] = await runBoth(gradientProbe(objective, start), {}, (run) => ({
      ...given(objective, run),
      ...weightsAmong(start),
    }));
    expectAgreement('the probe of all losses', probed!, 1e-5);
    // The step's own norm is that of the sum of the probe's gradients.
    expect(
      probed!.compiled.outputs['norm/total']!.data[0]! / stepped!.compiled.outputs['gradient-norm']!.data[0]!,
    ).toBeCloseTo(1, 4);
  });
});

describe('the walk, and what is solved for before it,', () => {
  for (const path of allPaths) {
    it.each(['frozen', 'input'] as const)(`along ${told(path)}, its weights %s`, async (thetaAs) => {
      const objective = objectiveOf(path, [], largest);
      const theta = initialTheta(objective);
      const [pairs, alphas] = [2, 3];
      const ends = { zA: normal('zA', [pairs, config.latent]), zB: normal('zB', [pairs, config.latent]) };
      const alpha = ndarray([alphas], Float32Array.of(0, 0.5, 1));
      const solution = (await objective.path.solve?.(ends, bothHost({ ...objective, alphas: alpha.data }))) ?? {};
      const step = evaluationStep({
        ...objective,
        theta,
        thetaAs,
        solution,
        pairs,
        alphas,
        detail: thetaAs === 'input' && objective.path.trained ? 'points' : 'interpolations',
      });
      const [interpolated] = await runBoth(step, {}, () => ({
        ...ends,
        alpha,
        ...under('solution', solution),
        ...(thetaAs === 'input' ? under('weights', theta) : {}),
      }));
      expectAgreement(`${told(path)}, weights ${thetaAs}`, interpolated!, 1e-5);
    });
  }
});
