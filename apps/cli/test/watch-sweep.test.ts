import type { ServerResponse } from 'node:http';
import { createApiClient } from '@rote/client';
import { useHttpServer, waitFor } from '@rote/testkit';
import { expect, it } from 'vitest';
import { watchSweep } from '../src/sweeps/watch-sweep.js';

const ID = 'aa000000-0000-4000-8000-000000000000';
const { signal } = new AbortController();
const event = (type: string) => `id: 1\nevent: ${type}\ndata: {"type":"${type}"}\n\n`;

/** Serves a sweep that the test ends, and its events. */
async function useSweep(openStream: (response: ServerResponse, nth: number) => void) {
  const asked = { sweeps: 0, streams: 0 };
  let endedAt: string | null = null;
  const url = await useHttpServer((request, response) => {
    if (request.url?.includes('/events') === true) {
      openStream(response, ++asked.streams);
      return;
    }
    asked.sweeps++;
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ id: ID, endedAt }));
  });
  const watched = watchSweep({
    api: createApiClient({ url, signal }),
    sweepId: ID,
    signal,
    onProgress: () => undefined,
    onOutage: () => undefined,
  });
  return {
    asked,
    watched,
    end: () => {
      endedAt = '2026-11-29T00:00:00.000Z';
    },
  };
}

const openEvents = (response: ServerResponse): ServerResponse => {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.write(`retry: 1000\n\n: hello\n\n${event('stream.opened')}`);
  return response;
};

it('looks at the sweep when an event comes, and leaves the stream at the end', async () => {
  const streams: ServerResponse[] = [];
  const { asked, watched, end } = await useSweep((response) => {
    streams.push(openEvents(response));
  });
  const stream = await waitFor(() => streams[0], { describe: 'a stream' });
  await waitFor(() => asked.sweeps >= 2, { describe: 'a look after the stream was opened' });
  const before = asked.sweeps;
  await new Promise((resolve) => setTimeout(resolve, 1500));
  expect(asked.sweeps).toBe(before);
  end();
  // Cut in the middle of a line.
  const text = event('sweep.ended');
  stream.write(text.slice(0, 20));
  stream.write(text.slice(20));
  expect((await watched).endedAt).not.toBeNull();
  await waitFor(() => stream.destroyed, { describe: 'the end of the stream' });
  expect(asked.streams).toBe(1);
});

it('polls a server that has no events', async () => {
  const { asked, watched, end } = await useSweep((response) => {
    response
      .writeHead(404, { 'content-type': 'application/problem+json' })
      .end(JSON.stringify({ code: 'route-not-found', detail: 'there is no such address', retryable: false }));
  });
  await waitFor(() => asked.sweeps >= 3, { describe: 'a third look' });
  end();
  await watched;
  expect(asked.streams).toBe(1);
});

it('polls while the stream is away, and opens it again', async () => {
  let second: ServerResponse | undefined;
  const { asked, watched, end } = await useSweep((response, nth) => {
    if (nth === 1) openEvents(response).end(event('stream.closed'));
    else second = openEvents(response);
  });
  const stream = await waitFor(() => second, { describe: 'a second stream' });
  end();
  stream.write(event('sweep.ended'));
  await watched;
  expect(asked.streams).toBe(2);
});
