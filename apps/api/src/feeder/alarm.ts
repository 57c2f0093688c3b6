export interface Alarm {
  /** Ends the sleep, or the next one where nobody sleeps. */
  ring(): void;
  /** Resolves after `ms`, at a ring, or when the signal aborts; tells whether it rang. */
  sleep(ms: number, signal: AbortSignal): Promise<boolean>;
}

/** A pause that can be cut short, and that no ring is lost on. */
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
