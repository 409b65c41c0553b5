import { writeSweep } from '../../../../packages/experiments/bench/many-trials.js';
import { tool } from '../command.js';
import type { Fault } from '../fault.js';
import { endOf } from '../end-of.js';

export const many: Fault = {
  about:
    'ten thousand finished trials; list, show, compare and prune come to their end and count right, with 1 GiB of ' +
    'memory',
  needs: [],
  isShort: false,
  async inflict({ space, tally, length, patience }) {
    const { root, results } = space('sweep');
    writeSweep(results, length.trials);
    const environment = { NODE_OPTIONS: '--max-old-space-size=1024' };
    const commands: [flags: string[], isRight: (output: string) => boolean][] = [
      [['list', '--json', '--columns', 'seed'], (output) => trialsIn(output) === length.trials],
      [
        ['list', '--where', 'seed=3', '--sort', '-reprojection@0.5', '--limit', '5'],
        (output) => output.includes('arm-'),
      ],
      [['show', 'arm-7'], (output) => output.includes('arm-7')],
      [['prune'], (output) => output.includes('nothing to delete')],
    ];
    for (const [flags, isRight] of commands) {
      const ended = await tool(root, { flags, environment, patience });
      if (ended.hung) tally.lost.push(`${flags.join(' ')}: came to no end`);
      else if (ended.signal !== null || !isRight(ended.output)) tally.lost.push(`${flags.join(' ')}: ${endOf(ended)}`);
      else tally.survived += 1;
    }
  },
};

/** Behind what it tells of its progress; null if it told none. */
function trialsIn(output: string): number | null {
  const at = output.indexOf('{');
  return at < 0 ? null : (JSON.parse(output.slice(at)) as { trials: unknown[] }).trials.length; // as its help tells
}
