import { EXIT, UsageError } from '@latent-paths/core';
import { defineCommand } from './command.js';
import { runReport } from './run-report.js';
import { writeJson } from './write-json.js';

export const report = defineCommand({
  usage: '<experiment>',
  about: `Builds the page of an experiment and prints its path. With --to md it writes report.md beside it, and each
figure as an SVG in figures/, for a paper's appendix.`,
  flags: { to: { about: 'html or md; html if left out', value: 'FORMAT' } },
  examples: ['report dense-alpha', 'report dense-alpha --to md'],
  json: 'experiment, out',

  async run({ names, flags }, context) {
    const [experiment, ...rest] = names;
    if (experiment === undefined || rest.length > 0) {
      const got = names.join(' ') || 'none';
      throw new UsageError(`report: expected one experiment, as in report dense-alpha, got ${got}`);
    }
    const to = flags.to === undefined ? [] : [`--to=${flags.to}`];
    const { code, printed } = await runReport([`--experiment=${experiment}`, ...to], context);
    if (code !== EXIT.done) return code;
    if (context.json) writeJson(context, 'report', { experiment, out: printed });
    else context.out.write(`${printed}\n`);
    return code;
  },
});
