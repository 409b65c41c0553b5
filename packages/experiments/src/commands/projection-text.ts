import { isImported } from '@latent-paths/specification/trial';
import type { MeanSpectrum, ProjectionOfKind, TrialProjection } from '@latent-paths/trials/analyses';
import { formatNumber } from './format-value.js';
import { formatTable } from './text-table.js';

/** k whose movement is shown; `--json` has all. */
const MOVEMENTS = [0, 1, 2, 5, 10];
/** Singular values that are shown. */
const LEADING = 4;

const KINDS = [
  ['real', 'real'],
  ['middle', 'line, α = ½'],
  ['prior', 'prior'],
] as const;

/** What was measured of one VAE, as a person reads it. */
export function describeProjection(
  artifact: string,
  { vae, quality, epsilon, iterates, truthPoints, kinds }: TrialProjection,
): string {
  const { images, squaredError, kl, activeUnits, units } = quality;
  const error = squaredError === null ? 'not known' : `${short(squaredError)} a value`;
  const divergence = kl === null ? '' : `KL ${short(kl)} nats, `;
  const table = (heading: readonly string[], row: (kind: ProjectionOfKind) => readonly string[]) => {
    const rows = KINDS.map(([kind, name]) => [name, ...row(kinds[kind])]);
    return formatTable([['', ...heading], ...rows], { right: [false, ...heading.map(() => true)] });
  };
  const spectra = KINDS.flatMap(([kind, name]) => [
    spectrumRow(`${name}, start`, kinds[kind].jacobian.start),
    spectrumRow(`${name}, limit`, kinds[kind].jacobian.limit),
  ]);
  const { points } = kinds.real.jacobian.start ?? { points: 0 };
  return [
    `${artifact}: ${vaeText(vae, units)}; on ` +
      `${images} held-out images squared error ${error}, ` +
      `${divergence}${activeUnits} of ${units} units active`,
    '',
    'movement ‖P^{k+1}(z) − P^k(z)‖ and idempotence ratio ‖P²(z) − P(z)‖ / ‖P(z) − z‖, mean (95th percentile)',
    table([...MOVEMENTS.map((k) => `k = ${k}`), 'ratio'], ({ movement, ratio }) =>
      [...MOVEMENTS.map((k) => movement[k]), ratio[0]].map(withTail),
    ),
    '',
    `Jacobian of P at ${points} starts and limits: leading singular values σ, greatest |eigenvalue|, trace, ‖J² − ` +
      'J‖/‖J‖; means',
    formatTable(
      [
        ['', ...Array.from({ length: Math.min(LEADING, units) }, (_, i) => `σ${i + 1}`), 'radius', 'trace', 'defect'],
        ...spectra,
      ],
      { right: [false, ...Array<boolean>(LEADING + 3).fill(true)] },
    ),
    '',
    `where iteration ends: limits within ${short(epsilon)} count as one; spread of limits and of their pictures ` +
      'relative to the starts’',
    table(
      ['converged', 'steps', 'distinct', 'largest', 'at prior mean', 'spread', 'of pictures'],
      ({ census, limitSpread }) =>
        [
          census.converged,
          census.steps,
          census.distinct,
          census.largest,
          census.atPriorMean,
          limitSpread.latents,
          limitSpread.images,
        ].map(short),
    ),
    ...(kinds.real.truth === null
      ? []
      : [
          '',
          `squared distance of D(P^k(z)) to the nearest true image, mean of ${truthPoints} points, and the share ` +
            'whose limit shows the category of its start',
          table([...iterates.map((k) => `k = ${k}`), 'limit', 'same category'], ({ truth }) =>
            [...(truth?.distance ?? []).map(({ mean }) => mean), truth?.sameCategory].map(short),
          ),
        ]),
  ].join('\n');
}

function spectrumRow(name: string, spectrum: MeanSpectrum | null): string[] {
  if (spectrum === null) return [name, 'none reached'];
  const { singular, radius, trace, defect } = spectrum;
  return [name, ...[...singular.slice(0, LEADING), radius.mean, trace.mean, defect?.mean].map(short)];
}

function short(value: number | null | undefined): string {
  return value === null || value === undefined ? '–' : formatNumber(Number(value.toPrecision(3)));
}

function withTail(summary: { readonly mean: number; readonly q95: number } | null | undefined): string {
  return summary === null || summary === undefined ? '–' : `${short(summary.mean)} (${short(summary.q95)})`;
}

function vaeText(vae: TrialProjection['vae'], units: number): string {
  if (isImported(vae)) return `latent ${units}, from ${vae.file ?? `${vae.encoder} and ${vae.decoder}`}`;
  return `latent ${vae.latent}, channels ${vae.channels.join(', ')}, variance ${vae.variance}`;
}
