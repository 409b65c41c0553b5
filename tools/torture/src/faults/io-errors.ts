import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { run } from '../command.js';
import type { Fault } from '../fault.js';
import { judge } from '../judge.js';

/**
 * Of which files or folders calls fail: of one file of a trial, or of all folders of a store; else of all there are.
 */
type Where = 'metrics.jsonl' | '.lock' | 'folders';

/**
 * System calls that fail, and at which of a thread's calls: `N` once, `N+` from then on. Those that others make, too,
 * are known by where they are made: the event loop and the terminal write, and the compiler of TypeScript makes
 * folders.
 */
const INJECTED: readonly { readonly calls: string; readonly when: readonly string[]; readonly where?: Where }[] = [
  { calls: 'fdatasync,fsync', when: ['1', '2', '3', '5', '8', '13', '1+', '4+'] },
  { calls: 'rename,renameat,renameat2', when: ['1', '2', '3', '5', '1+'] },
  { calls: 'unlink,unlinkat,rmdir', when: ['1', '2', '1+'] },
  { calls: 'ftruncate', when: ['1', '2', '1+'] },
  { calls: 'write,pwrite64', when: ['1', '2', '3'], where: 'metrics.jsonl' },
  { calls: 'write,pwrite64', when: ['1', '1+'], where: '.lock' },
  { calls: 'mkdir', when: ['1', '2', '1+'], where: 'folders' },
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
    const folders = ['.', ...foldersIn(unbroken.results)];
    const cases = INJECTED.flatMap(({ when, ...rest }) => when.map((moment) => ({ ...rest, moment })));
    for (const { calls, moment, where } of cases.filter((_, i) => i % stage.length.every === 0)) {
      const space = stage.space(`${calls}-${moment}-${where ?? ''}`);
      const paths = where === undefined ? [] : where === 'folders' ? folders : [join('x', trial, where)];
      const only = paths.flatMap((path) => ['-P', join(space.results, path)]);
      const inject = ['-e', `trace=${calls}`, '-e', `inject=${calls}:error=EIO:when=${moment}`];
      const through = ['strace', '-f', '-qq', '-o', '/dev/null', ...only, ...inject];
      const ended = await run(space.root, { through, patience: stage.patience });
      await judge(stage, space, {
        what: `${calls} ${where ?? ''} ${moment}`,
        ended,
        names: /results\S*: the disk failed \(EIO\); look after the disk/,
      });
    }
  },
};

function foldersIn(results: string): string[] {
  const entries = readdirSync(results, { recursive: true, withFileTypes: true });
  return entries.filter((one) => one.isDirectory()).map((one) => relative(results, join(one.parentPath, one.name)));
}
