import { EXIT, UsageError } from '@latent-paths/core';
import { openEngine } from '@latent-paths/engine';
import { PROJECTION_SIZES } from '@latent-paths/specification/experiment';
import { onePerVae, trialProjection, type TrialProjection } from '@latent-paths/trials/analyses';
import { coresHere } from '../machine/cores.js';
import { formatSeconds } from '../terminal/format.js';
import { defineCommand } from './command.js';
import { finishedTrials } from './finished-trials.js';
import { describeProjection } from './projection-text.js';
import { writeJson } from './write-json.js';

export const projection = defineCommand({
  usage: '<experiment | trial>…',
  about: `Measures whether P = E∘D of the frozen VAE of finished trials is a projection onto the data. It starts from
held-out real latents, middles of straight lines and draws of the prior, and shows how far P moves a point that it has
moved before, the spectrum of P's Jacobian at the start and at the end of the iteration, how many ends there are, and
how true their pictures are. Each VAE is measured once, however many trials use it. It changes no file.`,
  flags: {
    points: { about: 'points of each kind; 256 if left out', value: 'N' },
    jacobians: {
      about: 'points of each kind that the Jacobian is taken at, and as many limits; 4 if left out',
      value: 'N',
    },
    steps: { about: 'steps after which a point has not converged; 200 if left out', value: 'N' },
  },
  examples: ['projection vae', 'projection dense-alpha/linear-332d80855212 --json'],
  json:
    'vaes, each { artifact, experiment, trial, vae (its settings), quality (as in summary.json), epsilon, iterates, ' +
    'truthPoints, kinds: real, middle and prior, each { movement, ratio, spread (by k), jacobian: start and limit, ' +
    'each { points, singular, radius, trace, defect }, census, limitSpread, truth: { distance (by iterates, then the ' +
    'limit), sameCategory } } }; problems',

  async run({ names, flags }, context) {
    if (names.length === 0)
      throw new UsageError('projection: expected an experiment or a trial; latent-paths list names them');
    const sizes = {
      points: readCount('points', flags.points, PROJECTION_SIZES.points, 2),
      jacobians: readCount('jacobians', flags.jacobians, PROJECTION_SIZES.jacobians, 1),
      steps: readCount('steps', flags.steps, PROJECTION_SIZES.steps, 1),
    };
    const chosen = onePerVae(await finishedTrials(names, context.store));
    if (chosen.length === 0)
      throw new UsageError(`projection: expected at least one finished trial, got none of ${names.join(', ')}`);
    const engine = await openEngine(undefined, { threads: coresHere().count });
    const vaes: (Named & TrialProjection)[] = [];
    const problems: string[] = [];
    try {
      for (const { experiment, trial, run, files } of chosen) {
        const artifact = run.inputs['vae']?.artifact ?? 'vae';
        const began = context.now().getTime();
        const tell = () => context.signal.throwIfAborted();
        const made = await trialProjection({ store: context.store, trial: files, run, ...sizes, engine, tell }).catch(
          (error: Error) => error,
        );
        if (context.signal.aborted) return EXIT.interrupted;
        if (made instanceof Error) problems.push(made.message);
        else vaes.push({ artifact, experiment, trial, ...made });
        context.err.write(
          `${artifact}  ` +
            `${made instanceof Error ? made.message : formatSeconds((context.now().getTime() - began) / 1000)}\n`,
        );
      }
    } finally {
      engine.dispose();
    }
    if (context.json) writeJson(context, 'projection', { vaes, problems });
    else if (vaes.length > 0)
      context.out.write(`${vaes.map((one) => describeProjection(one.artifact, one)).join('\n\n')}\n`);
    return problems.length > 0 ? EXIT.wrong : EXIT.done;
  },
});

interface Named {
  readonly artifact: string;
  readonly experiment: string;
  readonly trial: string;
}

function readCount(name: string, text: string | undefined, standard: number, least: number): number {
  if (text === undefined) return standard;
  if (!/^\d+$/.test(text) || Number(text) < least)
    throw new UsageError(`--${name}: expected an integer of at least ${least}, got ${text}`);
  return Number(text);
}
