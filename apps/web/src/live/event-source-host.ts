import type { Event, StreamNotice } from '@rote/contracts';

/** What a host tells those who listen. */
export type HostMessage =
  | { readonly kind: 'event'; readonly event: Event }
  /** Some events are no longer kept: everything may be out of date. */
  | { readonly kind: 'missed' }
  | { readonly kind: 'state'; readonly isOpen: boolean };

/** Someone who listens to a host. */
export interface HostListener {
  /** Begins to listen, because the page is visible. */
  show(): void;
  /** Stops listening, because the page is hidden. */
  hide(): void;
}

export interface EventHost {
  attach(send: (message: HostMessage) => void): HostListener;
}

const EVENT_TYPES = Object.keys({
  'sweep.submitted': true,
  'sweep.paused': true,
  'sweep.resumed': true,
  'sweep.cancelled': true,
  'sweep.deleted': true,
  'sweep.changed': true,
  'sweep.counts': true,
  'sweep.ended': true,
  'cell.changed': true,
  'cells.changed': true,
  'epoch.finished': true,
} satisfies Record<Event['type'], true>);

const NOTICES = Object.keys({
  'stream.opened': true,
  'stream.missed': true,
  'stream.closed': true,
} satisfies Record<StreamNotice['type'], true>) as readonly StreamNotice['type'][];

/** A browser gives up on a stream that was refused; another key, or a server that has restarted, may accept it. */
const REOPEN_MS = 2000;

/** Keeps one event stream of the API open for as long as anyone listens. */
export function createEventHost(address: string): EventHost {
  const listening = new Set<(message: HostMessage) => void>();
  let source: EventSource | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let lastId = 0;
  let isOpen = false;

  function tell(message: HostMessage): void {
    if (message.kind === 'state') isOpen = message.isOpen;
    for (const send of listening) send(message);
  }

  function open(): void {
    const stream = new EventSource(lastId === 0 ? address : `${address}?after=${String(lastId)}`);
    source = stream;
    for (const type of EVENT_TYPES)
      stream.addEventListener(type, ({ data }: MessageEvent<string>) => {
        const event = JSON.parse(data) as Event;
        lastId = event.id;
        tell({ kind: 'event', event });
      });
    for (const type of NOTICES)
      stream.addEventListener(type, () => {
        if (type === 'stream.missed') tell({ kind: 'missed' });
        else tell({ kind: 'state', isOpen: type === 'stream.opened' });
      });
    stream.addEventListener('error', () => {
      tell({ kind: 'state', isOpen: false });
      if (stream.readyState === EventSource.CLOSED) timer = setTimeout(open, REOPEN_MS);
    });
  }

  function close(): void {
    clearTimeout(timer);
    source?.close();
    source = undefined;
    isOpen = false;
    // What happens until someone listens again is of no interest: they fetch everything.
    lastId = 0;
  }

  return {
    attach: (send) => ({
      show: () => {
        listening.add(send);
        if (source === undefined) open();
        else send({ kind: 'state', isOpen });
      },
      hide: () => {
        listening.delete(send);
        if (listening.size === 0) close();
      },
    }),
  };
}
