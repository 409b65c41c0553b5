import { buildReport } from '@latent-paths/report';
import { list } from '../../../../packages/experiments/src/commands/list.js';
import { run } from '../command.js';
import type { Fault } from '../fault.js';
import { invoke } from '../in-process.js';
import { judge } from '../judge.js';

/** Folders that hold a whole workspace. In little the last one stands for all. */
const NAMES = [
  'ü ö 雪 🙂',
  'e\u0301 decomposed',
  `a 'b' "c" $d %41 #e & f;g`,
  ' -x ',
  'a\nb',
  'x'.repeat(200),
  `ü 雪 🙂 e\u0301 'b' "c" $d %41 #e & f;g?h*`,
];

export const paths: Fault = {
  about: 'unicode, spaces, quotes and line breaks in every path; run, list and page are as elsewhere',
  needs: [],
  isShort: true,
  async inflict(stage) {
    const tried = stage.length.every > 1 ? NAMES.slice(-1) : NAMES;
    for (const name of tried) {
      const space = stage.space(name);
      const what = JSON.stringify(name.slice(0, 30));
      const ended = await run(space.root, { patience: stage.patience });
      const listed = await invoke(list, [], space.store);
      const built = await buildReport({ results: space.results, experiment: 'x' }).catch(
        (error: unknown) => `no page: ${String(error)}`,
      );
      if (ended.code === 0 && (listed.code !== 0 || !/growing/.test(listed.out)))
        stage.tally.lost.push(`${what}: list tells ${listed.all.slice(-200)}`);
      else if (built.startsWith('no page')) stage.tally.lost.push(`${what}: ${built}`);
      else await judge(stage, space, { what, ended, names: /path|folder|name/ });
    }
  },
};
