import { expect, it } from 'vitest';
import { lfsPointer } from './lfs-pointer.js';

const bytes = (text: string) => new TextEncoder().encode(text);

it('tells a pointer of Git LFS, with the size of the file that it stands for where it says one', () => {
  const version = 'version https://git-lfs.github.com/spec/v1\n';
  const told = (size: string) =>
    `a Git LFS pointer in place of the file${size}; run git lfs pull where it was cloned, or download the file itself`;
  expect(lfsPointer(bytes(`${version}oid sha256:a\nsize 805301\n`))).toBe(told(' of 805301 bytes'));
  expect(lfsPointer(bytes(version))).toBe(told(''));
});

it.each(['', 'version', 'version 2', ' version https://git-lfs.github.com/spec/v1'])(
  'takes %j for no pointer',
  (text) => expect(lfsPointer(bytes(text))).toBeUndefined(),
);
