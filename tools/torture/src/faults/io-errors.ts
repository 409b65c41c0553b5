import { join } from 'node:path';
import { run } from '../command.js';
import type { Fault } from '../fault.js';
import { judge } from '../judge.js';

/**
 * System calls that fail, and at which of a thread's calls: `N` once, `N+` from then on. A write is known by its file
 * alone: those of the event loop and of the terminal are no disk.
 */
const INJECTED: readonly { readonly calls: string; readonly when: readonly string[]; readonly file?: string }[] = [
  { calls: 'fdatasync,fsync', when: ['1', '2', '3', '5', '8', '13', '1+', '4+'] },
  { calls: 'rename,renameat,renameat2', when: ['1', '2', '3', '5', '1+'] },
  { calls: 'unlink,unlinkat,rmdir', when: ['1', '2', '1+'] },
  { calls: 'ftruncate', when: ['1', '2', '1+'] },
  { calls: 'write,pwrite64', when: ['1', '2', '3'], file: 'metrics.jsonl' },
  { calls: 'write,pwrite64', when: ['1', '1+'], file: '.lock' },
  { calls: 'mkdir', when: ['1', '2', '1+'] },
];

export const ioErrors: Fault = {
  about:
    'EIO of fdatasync, fsync, rename, unlink, ftruncate, mkdir and write at the n-th call, by strace; told with ' +
    'the file and a remedy, then the same bits',
  needs: ['tracing'],
  isShort: false,
  async inflict(stage) {
    const { space: unbroken } = await stage.unbroken();
    const trial = unbroken.experiment().arms[1]!.trials[0]!.id;
    const cases = INJECTED.flatMap(({ calls, when, file }) => when.map((moment) => ({ calls, moment, file }))).filter(
      (_, i) => i % stage.length.every === 0,
    );
    for (const { calls, moment, file } of cases) {
      const space = stage.space(`${calls}-${moment}-${file ?? ''}`);
      const only = file === undefined ? [] : ['-P', join(space.results, 'x', trial, file)];
      const through = [
        'strace',
        '-f',
        '-qq',
        '-o',
        '/dev/null',
        ...only,
        '-e',
        `trace=${calls}`,
        '-e',
        `inject=${calls}:error=EIO:when=${moment}`,
      ];
      const ended = await run(space.root, { through, patience: stage.patience });
      await judge(stage, space, {
        what: `${calls} ${file ?? ''} ${moment}`,
        ended,
        names: /results\S*: the disk failed \(EIO\); look after the disk/,
      });
    }
  },
};
