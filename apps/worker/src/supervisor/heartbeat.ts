export interface HeartbeatOptions {
  /** Says that this worker lives; false where it is not known, or no longer. */
  readonly beat: () => Promise<boolean>;
  readonly register: () => Promise<void>;
  readonly onError: (error: unknown) => void;
  readonly intervalMs: number;
}

export interface Heartbeat {
  close(): Promise<void>;
}

/** Says at intervals that this worker lives. One that was declared lost meanwhile registers anew. */
export function startHeartbeat({ beat, register, onError, intervalMs }: HeartbeatOptions): Heartbeat {
  let beating = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;
  const beatOnce = async (): Promise<void> => {
    try {
      if (!(await beat())) await register();
    } catch (error) {
      onError(error);
    }
  };
  const schedule = (): void => {
    timer = setTimeout(() => {
      beating = beatOnce().then(() => {
        if (timer !== undefined) schedule();
      });
    }, intervalMs);
  };
  schedule();
  return {
    async close() {
      clearTimeout(timer);
      timer = undefined;
      await beating;
    },
  };
}
