/** The part of proper-lockfile 4 that is used here; the package brings no types. */
declare module 'proper-lockfile' {
  export interface LockOptions {
    /** Age in milliseconds at which a lock that nobody renews counts as left behind. */
    readonly stale: number;
    /** Milliseconds between renewals. */
    readonly update: number;
    readonly lockfilePath: string;
    /** Called when the lock could not be renewed in time, so that another process may have taken it. */
    readonly onCompromised: (error: Error) => void;
  }

  /** Takes the lock at once or rejects with code `ELOCKED`. Resolves to its release. */
  export function lock(file: string, options: LockOptions): Promise<() => Promise<void>>;
}
