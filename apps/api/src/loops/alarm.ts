export interface Alarm {
  /** Ends the sleep, or the next one if nothing sleeps. */
  ring(): void;
  /** Resolves after `ms`, at a ring, or when the signal aborts; returns whether it rang. */
  sleep(ms: number, signal: AbortSignal): Promise<boolean>;
}

/** Creates a pause that can be cut short and never misses a ring. */
export function createAlarm(): Alarm {
  let hasRung = false;
  let wake: (() => void) | undefined;
  return {
    ring() {
      hasRung = true;
      wake?.();
    },
    async sleep(ms, signal) {
      if (!hasRung && !signal.aborted)
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, ms);
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
          signal.addEventListener('abort', wake, { once: true });
        });
      if (wake !== undefined) signal.removeEventListener('abort', wake);
      wake = undefined;
      const rang = hasRung;
      hasRung = false;
      return rang;
    },
  };
}
