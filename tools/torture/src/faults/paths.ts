import { buildReport } from '@latent-paths/report';
import { list } from '../../../../packages/experiments/src/commands/list.js';
import { run } from '../command.js';
import type { Fault } from '../fault.js';
import { invoke } from '../in-process.js';
import { judge } from '../judge.js';

/** A folder's name with much that a path may hold; the short form works in such a folder throughout. */
export const ODD_NAME = `ü 雪 🙂 e\u0301 'b' "c" $d %41 #e & f;g?h*`;

/** Folders that hold a whole workspace. */
const NAMES = [
  'ü ö 雪 🙂',
  'e\u0301 decomposed',
  `a 'b' "c" $d %41 #e & f;g`,
  ' -x ',
  'a\nb',
  'x'.repeat(200),
  ODD_NAME,
];

export const paths: Fault = {
  about: 'unicode, spaces, quotes and line breaks in every path; run, list and page are as elsewhere',
  needs: [],
  isShort: false,
  async inflict(stage) {
    for (const name of NAMES.filter((_, i) => i % stage.length.every === 0)) {
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
