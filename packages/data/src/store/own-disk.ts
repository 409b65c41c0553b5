import { statfsSync } from 'node:fs';

/**
 * Linux's numbers of file systems that one machine alone has (linux/magic.h): ext, XFS, Btrfs, ZFS, F2FS, bcachefs,
 * JFS, ReiserFS, FAT, exFAT, NTFS, tmpfs, ramfs, overlay.
 */
const OWN: ReadonlySet<number> = new Set([
  0xef53, 0x58465342, 0x9123683e, 0x2fc12fc1, 0xf2f52010, 0xca451a4e, 0x3153464a, 0x52654973, 0x4d44, 0x2011bab0,
  0x7366746e, 0x01021994, 0x858458f6, 0x794c7630,
]);

/**
 * Whether a file is on a disk that no other machine has. Only Linux tells; of all that is not known to be so (NFS, SMB,
 * FUSE, Lustre, shared folders of virtual machines, …) it is false.
 */
export function isOwnDisk(path: string): boolean {
  return process.platform === 'linux' && OWN.has(statfsSync(path).type >>> 0);
}
