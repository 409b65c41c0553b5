/** Something that a process did to the disk. Paths are relative to the watched folder, which itself is ''. */
export type Operation =
  /** Folders that one call made, the outermost first. */
  | { readonly kind: 'make'; readonly path: string; readonly folders: readonly string[] }
  | { readonly kind: 'create'; readonly path: string }
  /** At the end of the file. */
  | { readonly kind: 'write'; readonly path: string; readonly bytes: Uint8Array }
  /** To nothing. */
  | { readonly kind: 'truncate'; readonly path: string }
  /** Of a file's content, or of a folder's entries. */
  | { readonly kind: 'sync'; readonly path: string }
  | { readonly kind: 'rename'; readonly from: string; readonly path: string }
  /** A file, or a folder with all that it holds. */
  | { readonly kind: 'remove'; readonly path: string };
