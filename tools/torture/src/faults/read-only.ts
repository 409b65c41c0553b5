import { setTimeout as sleep } from 'node:timers/promises';
import { run, startRun, tool } from '../command.js';
import type { Fault } from '../fault.js';
import { endOf } from '../end-of.js';
import { judge } from '../judge.js';
import { withTmpfs } from '../machine/mounted.js';

const MOMENTS = 8;
const AMPLE = 2 ** 28;

export const readOnly: Fault = {
  about:
    'a file system that comes back read-only (remount,ro) after a kill at random moments, an empty and a finished ' +
    'store too (EROFS)',
  needs: ['root', 'mounts'],
  isShort: false,
  async inflict(stage) {
    const { took } = await stage.unbroken();
    for (let i = 0; i < MOMENTS; i += stage.length.every) {
      const space = stage.space(`moment-${i}`);
      const what = i === 0 ? 'empty' : i === 1 ? 'finished' : `moment ${i}`;
      await withTmpfs(space.results, AMPLE, async (disk) => {
        if (i === 1) await run(space.root, { patience: stage.patience });
        if (i > 1) {
          const { child, ended } = startRun(space.root, { patience: stage.patience });
          await Promise.race([sleep(took * (0.3 + 0.1 * i)), ended]);
          child.kill('SIGKILL');
          await ended;
        }
        disk.make('ro');
        const listed = await tool(space.root, { patience: stage.patience, flags: ['list'] });
        if (listed.code === null || listed.output.includes('    at '))
          stage.tally.lost.push(`${what}: list ended with ${endOf(listed)}`);
        const ended = await run(space.root, { patience: stage.patience });
        disk.make('rw');
        await judge(stage, space, {
          what,
          ended,
          names: /results\S*: the file system is read-only \(EROFS\); make it writable/,
        });
      });
    }
  },
};
