import type { FileHandle } from 'node:fs/promises';
import { LFS_POINTER_BYTES, lfsPointer } from '@latent-paths/core';

/** @throws if a pointer of Git LFS stands in place of `expected`; `where` names the file */
export async function refusePointer(where: string, file: FileHandle, expected: string): Promise<void> {
  const { bytesRead, buffer } = await file.read(Buffer.alloc(LFS_POINTER_BYTES), 0, LFS_POINTER_BYTES, 0);
  const pointer = lfsPointer(buffer.subarray(0, bytesRead));
  if (pointer !== undefined) throw new Error(`${where}: expected ${expected}, got ${pointer}`);
}
