import type { Event } from '@rote/contracts';
import { createBell } from './bell.js';
import { createEventHost, type HostListener, type HostMessage } from './event-source-host.js';
import type { TabMessage } from './shared-host.js';

/** `live`: events arrive. `waiting`: the stream is not open, and pages poll. `hidden`: so is the page, and nothing is asked. */
type LiveState = 'live' | 'waiting' | 'hidden';

/** What happens on the server, for every part of the page. */
export interface LiveEvents {
  readonly state: () => LiveState;
  /** Calls back with each event; returns a function that ends it. */
  readonly onEvent: (listener: (event: Event) => void) => () => void;
  /** Calls back when events may have been missed: everything on show may be out of date. */
  readonly onMissed: (listener: () => void) => () => void;
  readonly onState: (listener: () => void) => () => void;
}

/** Attaches to the worker that all tabs share. Browsers without shared workers listen in each tab. */
function attachToHost(send: (message: HostMessage) => void): HostListener {
  if (typeof SharedWorker === 'undefined') return createEventHost('/v1/events').attach(send);
  const { port } = new SharedWorker(new URL('./shared-host.ts', import.meta.url), {
    type: 'module',
    name: 'rote-events',
  });
  port.onmessage = ({ data }: MessageEvent<HostMessage>) => {
    send(data);
  };
  const say = (message: TabMessage): void => {
    port.postMessage(message);
  };
  return {
    show: () => {
      say('show');
    },
    hide: () => {
      say('hide');
    },
  };
}

/**
 * Listens to the events of the API while the page is visible. A hidden page hears nothing; when it is visible again, all that
 * it shows is fetched again.
 */
export function startLiveEvents(): LiveEvents {
  const events = createBell<Event>();
  const missed = createBell<undefined>();
  const states = createBell<undefined>();
  let state: LiveState = 'hidden';

  function become(next: LiveState): void {
    if (next === state) return;
    state = next;
    // Whatever happened while no events arrived is not known.
    if (next === 'live') missed.ring(undefined);
    states.ring(undefined);
  }

  const listener = attachToHost((message) => {
    if (state === 'hidden') return;
    if (message.kind === 'state') become(message.isOpen ? 'live' : 'waiting');
    else if (message.kind === 'missed') missed.ring(undefined);
    else events.ring(message.event);
  });
  const hide = (): void => {
    listener.hide();
    become('hidden');
  };
  const look = (): void => {
    if (document.hidden) {
      hide();
      return;
    }
    if (state !== 'hidden') return;
    become('waiting');
    listener.show();
  };
  // A stream may take minutes to notice that nothing arrives.
  window.addEventListener('offline', () => {
    listener.hide();
    if (state === 'live') become('waiting');
  });
  window.addEventListener('online', () => {
    if (state !== 'hidden') listener.show();
  });
  document.addEventListener('visibilitychange', look);
  window.addEventListener('pagehide', hide);
  window.addEventListener('pageshow', look);
  look();

  return {
    state: () => state,
    onEvent: (each) => events.listen(each),
    onMissed: (each) => missed.listen(each),
    onState: (each) => states.listen(each),
  };
}
