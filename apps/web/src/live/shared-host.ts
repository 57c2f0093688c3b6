/** A shared worker: all tabs of a browser share one event stream, because it opens at most six connections to a server. */
import { createEventHost } from './event-source-host.js';

/** What a tab says to the worker. */
export type TabMessage = 'show' | 'hide';

const host = createEventHost('/v1/events');

addEventListener('connect', (event) => {
  const [port] = (event as MessageEvent).ports as [MessagePort];
  const listener = host.attach((message) => {
    port.postMessage(message);
  });
  port.onmessage = ({ data }: MessageEvent<TabMessage>) => {
    listener[data]();
  };
});
