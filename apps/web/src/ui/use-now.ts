import { useSyncExternalStore } from 'react';

const TICK_MS = 10_000;
const tick = (): number => Math.floor(Date.now() / TICK_MS) * TICK_MS;

/** Returns the time, in milliseconds, to ten seconds: texts such as “2 min ago” change with it. */
export const useNow = (): number =>
  useSyncExternalStore((onChange) => {
    const timer = window.setInterval(onChange, TICK_MS);
    return () => {
      window.clearInterval(timer);
    };
  }, tick);
