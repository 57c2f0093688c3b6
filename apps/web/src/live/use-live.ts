import type { Event } from '@rote/contracts';
import { useEffect, useEffectEvent, useSyncExternalStore } from 'react';
import type { LiveEvents } from './live-events.js';

/** Whether events arrive; a component that asks is drawn again when that changes. */
export const useLiveState = (live: LiveEvents): ReturnType<LiveEvents['state']> =>
  useSyncExternalStore(live.onState, live.state);

/** Calls back with each event while the component is shown, and when some may have been missed. */
export function useLiveEvents(
  live: LiveEvents,
  { onEvent, onMissed }: { readonly onEvent: (event: Event) => void; readonly onMissed: () => void },
): void {
  const hear = useEffectEvent(onEvent);
  const miss = useEffectEvent(onMissed);
  useEffect(() => {
    const end = [
      live.onEvent((event) => {
        hear(event);
      }),
      live.onMissed(() => {
        miss();
      }),
    ];
    return () => {
      for (const each of end) each();
    };
  }, [live]);
}
