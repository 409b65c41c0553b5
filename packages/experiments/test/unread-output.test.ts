import { expect, it } from 'vitest';
import { commandIn } from './command.js';
import { holdAt } from './hold.js';
import { LINEAR, SINGLE, tiny, workspace } from './tiny.js';

it.each([
  [[], 'run the same command again to resume'],
  [['--fresh'], 'run the same command again without --fresh to resume'],
])('says on the other stream why it stops, where nobody reads what it tells any more: %j', async (flags, remedy) => {
  const space = workspace(tiny([LINEAR, SINGLE]));
  const { environment, waiting, letGo } = holdAt(1);
  const { child, ended, until } = commandIn(environment, space.root, ...flags);
  await until(() => waiting().length > 0);
  child.stdout!.destroy();
  letGo();
  expect(await ended).toMatchObject({
    code: 130,
    output: expect.stringMatching(
      new RegExp(
        `\\nthe output of this run cannot be written any more \\(EPIPE\\): stopping after this step; ${remedy}\n$`,
      ),
    ),
  });
  const [, single] = space.experiment().arms;
  expect((await space.store.experiment('x').trial(single!.trials[0]!.id).readRun())?.status).not.toBe('finished');
});
