import { resolve } from 'node:path';
import { EXIT, UsageError } from '@latent-paths/core';
import { defineCommand } from './command.js';
import { runReport } from './run-report.js';
import { writeJson } from './write-json.js';

export const figure = defineCommand({
  usage: '<experiment> <figure>',
  about: `Writes one figure of an experiment's page as a standalone SVG, in light colours and at the width of a page.
Figures have the names that stand behind # in the page's own addresses, such as reprojection, films, holes or limit.
An unknown name lists the valid ones.`,
  flags: { out: { about: 'where it goes; default: figures/<figure>.svg beside the page', value: 'FILE' } },
  examples: ['figure dense-alpha reprojection', 'figure limit limit --out recovered-share.svg'],
  json: 'experiment, figure, out',

  async run({ names, flags }, context) {
    const [experiment, name, ...rest] = names;
    if (experiment === undefined || name === undefined || rest.length > 0) {
      const got = names.join(' ') || 'none';
      throw new UsageError(`figure: expected an experiment and a figure, as in figure dense-alpha films, got ${got}`);
    }
    const out = flags.out === undefined ? [] : [`--out=${resolve(flags.out)}`];
    const { code, printed } = await runReport([`--experiment=${experiment}`, `--figure=${name}`, ...out], context);
    if (code !== EXIT.done) return code;
    if (context.json) writeJson(context, 'figure', { experiment, figure: name, out: printed });
    else context.out.write(`${printed}\n`);
    return code;
  },
});
