/** The part of proper-lockfile 4.1 that `lock.ts` uses; the package brings no types. */
declare module 'proper-lockfile' {
  export interface LockOptions {
    readonly lockfilePath: string;
    /** Milliseconds without an update after which a lock may be taken over. */
    readonly stale: number;
    /** Milliseconds between updates. */
    readonly update: number;
    onCompromised(error: Error): void;
  }
  export function lock(file: string, options: LockOptions): Promise<() => Promise<void>>;
  /** Whether a lock is there that is not stale. */
  export function check(file: string, options: Pick<LockOptions, 'lockfilePath' | 'stale'>): Promise<boolean>;
}
