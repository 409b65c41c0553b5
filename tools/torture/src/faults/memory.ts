import { run } from '../command.js';
import type { Fault } from '../fault.js';
import { judge } from '../judge.js';
import { atExit } from '../machine/at-exit.js';
import { memoryCgroup } from '../machine/cgroup.js';

/** MiB. */
const LIMITS = [60, 90, 120, 150, 180, 210, 240, 300];

export const memory: Fault = {
  about:
    'a cgroup with too little memory: the kernel kills the run; with enough the same command resumes with ' +
    'bit-identical results',
  needs: ['root', 'memoryCgroup'],
  isShort: false,
  async inflict(stage) {
    const group = memoryCgroup();
    if (group === null) throw new Error('torture: expected a cgroup, got none; it was there when it was looked for');
    const remove = atExit(group.remove);
    try {
      for (const limit of LIMITS.filter((_, i) => i % stage.length.every === 0)) {
        const space = stage.space(`${limit}`);
        group.limit(2 ** 20 * limit);
        const ended = await run(space.root, { through: group.through, patience: stage.patience });
        const isKilled = ended.signal === 'SIGKILL' || ended.code === 137;
        // Nobody can name what SIGKILL does to him.
        await judge(stage, space, {
          what: `${limit} MiB`,
          ended: isKilled ? { ...ended, code: 0 } : ended,
          names: /memory/,
        });
      }
    } finally {
      remove();
    }
  },
};
