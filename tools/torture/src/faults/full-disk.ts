import { statSync } from 'node:fs';
import { join } from 'node:path';
import { fileHashes } from '../../../../packages/experiments/test/remains.js';
import { run } from '../command.js';
import type { Fault } from '../fault.js';
import { judge } from '../judge.js';
import { withTmpfs } from '../machine/mounted.js';

/** Sizes of the disk, from one that holds hardly a file to one that holds nearly all. */
const SIZES = 16;
const AMPLE = 2 ** 28;

export const fullDisk: Fault = {
  about:
    'results on a tmpfs that is too small, of many sizes (ENOSPC); told with the file and a remedy, and with room ' +
    'it resumes with bit-identical results',
  needs: ['root', 'mounts'],
  isShort: false,
  async inflict(stage) {
    const { space: origin } = await stage.unbroken();
    const files = Object.keys(fileHashes(origin.results)).map((name) => statSync(join(origin.results, name)).size);
    const pages = files.reduce((sum, bytes) => sum + 4096 * Math.ceil(bytes / 4096), 0);
    for (let i = 0; i < SIZES; i += stage.length.every) {
      const space = stage.space(`size-${i}`);
      const size = 8192 + Math.round((pages * i) / SIZES);
      await withTmpfs(space.results, size, async (disk) => {
        const ended = await run(space.root, { patience: stage.patience });
        disk.resize(AMPLE);
        await judge(stage, space, {
          what: `${size} bytes`,
          ended,
          names: /results\/\S+: the disk is full \(ENOSPC\); free some space/,
        });
      });
    }
  },
};
