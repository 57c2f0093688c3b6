/** The part of proper-lockfile 4 that is used here; the package brings no types. */
declare module 'proper-lockfile' {
  interface LockOptions {
    readonly stale?: number;
    readonly onCompromised?: (error: Error) => void;
  }
  /** Rejects with code `ELOCKED` when the lock is held; resolves to the function that releases it. */
  export function lock(file: string, options?: LockOptions): Promise<() => Promise<void>>;
}
