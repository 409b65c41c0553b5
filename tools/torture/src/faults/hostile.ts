import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildAll, buildReport } from '@latent-paths/report';
import { parseHTML } from 'linkedom';
import { show } from '../../../../packages/experiments/src/commands/show.js';
import { publishComparison } from '../../../../packages/experiments/src/run/publish-comparison.js';
import { recordExperiment } from '../../../../packages/experiments/src/run/record-experiment.js';
import { run } from '../command.js';
import type { Fault } from '../fault.js';
import { invoke } from '../in-process.js';
import { endOf } from '../end-of.js';
import { YAML } from '../space.js';

const HARMLESS = 'Which one is it then';
/** Text that is more than text to somebody who reads it carelessly. */
const HOSTILE = [
  '<script>alert(1)</script>',
  '</script><img src=x onerror=alert(1)>',
  `"' onmouseover=alert(1) x="`,
  '</title></style></textarea><svg/onload=alert(1)>',
  '<!-- ${alert(1)} {{alert(1)}} --> ]]>',
  'javascript:alert(1)',
  '&lt;script&gt; &#60;img&#62;',
  '\u202egnp.exe\u202c',
  '\u001b[31mred\u001b[0m \u001b]0;title\u0007',
  'nothing \u0000 more',
];

export const hostile: Fault = {
  about:
    'markup, scripts and terminal codes as question and claims; the page has the same elements as with harmless ' +
    'text, and no terminal gets a code',
  needs: [],
  isShort: true,
  async inflict(stage) {
    const { space: origin } = await stage.unbroken();
    const { root, results, store, experiment } = stage.space('named', origin.results);
    const write = (text: string) => {
      const question = YAML.replace('question: Which?', `question: ${JSON.stringify(text)}`);
      writeFileSync(
        join(root, 'experiments/x.yaml'),
        `${question}claims: [{ id: C1, text: ${JSON.stringify(text)} }]\n`,
      );
    };
    const pages = async () => {
      const [page, index] = [await buildReport({ results, experiment: 'x' }), await buildAll({ results })];
      return [page, index].map((path) => elementsOf(readFileSync(path, 'utf8'))).join('\n');
    };
    write(HARMLESS);
    await recordExperiment(experiment(), store.experiment('x'));
    await publishComparison(store.experiment('x')); // as a run does that has nothing left
    const harmless = await pages();
    const all = stage.length.every > 1 ? [HOSTILE.join(' ').replaceAll(/[\0\u0007\u001b]/g, '')] : HOSTILE;
    for (const text of all) {
      const what = JSON.stringify(text).slice(0, 60);
      write(text);
      const ended = await run(root, { patience: stage.patience });
      const output = ended.output + (await invoke(show, ['growing'], store)).all;
      if (/[\0\u0007\u001b]/.test(output)) stage.tally.lost.push(`${what}: the terminal got it as it is`);
      else if (ended.code === 2) stage.tally.named += 1;
      else if (ended.code !== 0) stage.tally.unnamed.push(`${what}: ${endOf(ended)}`);
      else if ((await pages()) !== harmless) stage.tally.lost.push(`${what}: the page has other elements`);
      else stage.tally.survived += 1;
    }
  },
};

/** Every element with the names of its attributes, in order; of links with where they lead. */
function elementsOf(html: string): string {
  const { document } = parseHTML(html);
  return [...document.querySelectorAll('*')]
    .map(
      (element) =>
        `${element.tagName} ${element.getAttributeNames().join(' ')} ` +
        `${element.getAttribute('href')?.replace(/#.*/, '') ?? ''}`,
    )
    .join('\n');
}
