/** The part of fs-native-extensions 1.5 that `lock-place.ts` uses; the package brings no types. */
declare module 'fs-native-extensions' {
  /** The system's lock on an open file, until it is closed: false where another one that is open has it. */
  export function tryLock(fd: number, options?: { readonly shared?: boolean }): boolean;
}
