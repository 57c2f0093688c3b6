export interface HeartbeatOptions {
  /** Reports that this worker is alive. Resolves to false if it is not registered, or no longer. */
  readonly beat: () => Promise<boolean>;
  readonly register: () => Promise<void>;
  readonly onError: (error: unknown) => void;
  readonly intervalMs: number;
}

export interface Heartbeat {
  close(): Promise<void>;
}

/** Reports at intervals that this worker is alive. If it was declared lost in between, it registers again. */
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
