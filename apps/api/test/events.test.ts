import { once } from 'node:events';
import { connect } from 'node:net';
import { Event } from '@rote/contracts';
import { expandSweep, findFaults } from '@rote/domain';
import { waitFor } from '@rote/testkit';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { listen } from './support/listen.js';
import { specOf } from './support/specs.js';
import { startTestApi, type TestApi, useApi } from './support/test-api.js';
import { claim, finishPending, metricsOf, registerWorker } from './support/training.js';

const OPTIONS = { events: { beatMs: 100, intervalMs: 20 } };

let api: TestApi;
let url: string;
let seed = 1000;
beforeAll(async () => {
  api = await startTestApi(OPTIONS);
  url = await api.app.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(() => api.close());

const submit = async (cells = 2, to = api) => {
  seed += 1000;
  const spec = specOf(cells, { firstSeed: seed });
  return (await to.store.sweeps.submit({ spec, cells: expandSweep(spec) })).sweep;
};

it('sends what happens to a sweep, each event with its id, type and fields', async () => {
  const sweep = await submit();
  const listener = await listen(`${url}/v1/sweeps/${sweep.id}/events`);
  const opened = await listener.until('stream.opened');
  expect(Number(opened.id)).toBeGreaterThan(0);
  await submit(); // another one
  const workerId = await registerWorker(api.store);
  const [job] = await api.store.feed.markQueued(10, 'any');
  if (job === undefined) throw new Error('no cell is pending');
  const ref = await claim(api.store, workerId, job);
  await api.store.attempts.recordEpochs(ref, [metricsOf(1), metricsOf(2, NaN)]);
  await listener.until('epoch.finished');
  await api.store.sweeps.cancel(sweep.id);
  const end = await listener.until('sweep.ended');
  expect(end.data).toMatchObject({ sweep: sweep.id, state: 'cancelled', name: 'test' });
  const events = listener.heard.filter(({ type }) => !type.startsWith('stream.'));
  for (const { id, type, data } of events) {
    expect(findFaults(Event, data), type).toEqual([]);
    expect(data).toMatchObject({ id: Number(id), type, sweep: sweep.id });
  }
  expect(new Set(events.map(({ type }) => type))).toEqual(
    new Set(['cell.changed', 'sweep.counts', 'epoch.finished', 'sweep.cancelled', 'sweep.ended']),
  );
  const counts = events.findLast(({ type }) => type === 'sweep.counts')?.data['counts'];
  expect(counts).toMatchObject({ pending: 0, running: 0, cancelled: 2 });
});

it('answers what a listener missed while away from the database, once and in order', async () => {
  const first = await listen(`${url}/v1/events`);
  const { id: after = '' } = await first.until('stream.opened');
  const whole = await listen(`${url}/v1/events`);
  await whole.until('stream.opened');
  const one = await submit(1);
  const { id: seen = '' } = await first.until('sweep.submitted');
  first.leave();
  const other = await submit(1);
  await api.store.sweeps.pause(one.id);
  await whole.until('sweep.paused');
  const resumed = await listen(`${url}/v1/events`, { 'last-event-id': seen });
  await resumed.until('stream.opened');
  await api.store.sweeps.resume(one.id);
  await resumed.until('sweep.resumed');
  await whole.until('sweep.resumed');
  const ids = (of: typeof whole) =>
    of.heard.filter(({ id }) => Number(id) > Number(seen) && id !== undefined);
  const events = (of: typeof whole) => ids(of).filter(({ type }) => !type.startsWith('stream.'));
  expect(events(resumed)).toEqual(events(whole));
  expect(events(resumed).map(({ type }) => type)).toContain('sweep.paused');

  const filtered = await listen(
    `${url}/v1/sweeps/${other.id}/events?after=${after}&types=sweep.submitted,sweep.ended`,
  );
  await filtered.until('stream.opened');
  expect(filtered.heard.map(({ type, data }) => [type, data['sweep']])).toEqual([
    ['sweep.submitted', other.id],
    ['stream.opened', undefined],
  ]);
});

it('says so if events were missed for good, or the id is from elsewhere', async () => {
  const sweep = await submit(1);
  const ahead = await listen(`${url}/v1/events`, { 'last-event-id': '99999999' });
  const missed = await ahead.until('stream.missed');
  expect(missed.data['reason']).toContain('No event has the id 99999999');
  const old = await useApi(OPTIONS);
  const oldUrl = await old.app.listen({ host: '127.0.0.1', port: 0 });
  const { id } = await submit(1, old);
  const listener = await listen(`${oldUrl}/v1/sweeps/${id}/events`, { 'last-event-id': '0' });
  await listener.until('sweep.submitted');
  await old.sql(`UPDATE events SET happened_at = now() - interval '1 year'`);
  await old.store.sweeps.pause(id);
  await listener.until('sweep.paused');
  await old.store.events.prune(1);
  const late = await listen(`${oldUrl}/v1/events`, { 'last-event-id': '0' });
  expect((await late.until('stream.missed')).data['reason']).toContain('are no longer kept');
  await late.until('sweep.paused');
  expect(sweep.state).toBe('active');
});

it('has the security headers and no compression, beats, and tells when to connect again', async () => {
  const listener = await listen(`${url}/v1/events`, { 'accept-encoding': 'gzip, br' });
  await listener.until('stream.opened');
  const { headers } = listener.response;
  expect(headers.get('content-type')).toBe('text/event-stream');
  expect(headers.get('cache-control')).toBe('no-store');
  expect(headers.get('content-encoding')).toBeNull();
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('content-security-policy')).toContain("default-src 'none'");
  await waitFor(() => listener.text().includes(': still here\nid: '), { describe: 'a heartbeat' });
  expect(listener.text()).toMatch(/^retry: \d+\n\n/);
});

it('rejects what it cannot answer', async () => {
  const ask = async (path: string, headers: Record<string, string> = {}) =>
    (await fetch(`${url}${path}`, { headers })).status;
  expect(await ask('/v1/sweeps/00000000-0000-4000-8000-000000000000/events')).toBe(404);
  expect(await ask('/v1/sweeps/x/events')).toBe(400);
  expect(await ask('/v1/events?types=cell.eaten')).toBe(400);
  expect(await ask('/v1/events?after=-1')).toBe(400);
  expect(await ask('/v1/events', { 'last-event-id': 'x' })).toBe(400);
  expect((await fetch(`${url}/v1/events`, { method: 'POST' })).status).toBe(405);
});

it('frees everything when a client leaves, and takes only so many', async () => {
  const small = await useApi({ events: { ...OPTIONS.events, maxListeners: 2 } });
  const smallUrl = await small.app.listen({ host: '127.0.0.1', port: 0 });
  const two = [await listen(`${smallUrl}/v1/events`), await listen(`${smallUrl}/v1/events`)];
  for (const each of two) await each.until('stream.opened');
  const refused = await fetch(`${smallUrl}/v1/events`);
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '10']);
  two[0]?.leave();
  const third = await waitFor(
    async () => {
      const listener = await listen(`${smallUrl}/v1/events`);
      return listener.response.ok && listener;
    },
    { describe: 'room for a third' },
  );
  await third.until('stream.opened');
});

it('drops a client that does not read, and says why; others hear everything', async () => {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.write('GET /v1/events?types=cell.changed HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n');
  await once(socket, 'data');
  socket.pause();
  const closed = once(socket, 'close');
  const other = await listen(`${url}/v1/events?types=sweep.ended`);
  await other.until('stream.opened');
  const { id } = await submit(1);
  // 40 MB: more than the buffers of two sockets.
  await api.sql(
    `INSERT INTO event_outbox (type, sweep_id, data)
     SELECT 'cell.changed', $1, jsonb_build_object('cell', repeat('a', 4000), 'attempt', 1, 'from', 'queued', 'to', 'running')
     FROM generate_series(1, 10000)`,
    [id],
  );
  await api.store.sweeps.cancel(id);
  await other.until('sweep.ended');
  let last = '';
  socket.on('data', (chunk: Buffer) => {
    last = (last + chunk.toString()).slice(-2000);
  });
  socket.resume();
  await closed;
  expect(last).toContain('event: stream.closed');
  expect(last).toContain('read too slowly');
});

it('ends streams when the server stops, or when their key does', async () => {
  const guarded = await useApi({
    ...OPTIONS,
    access: { hosts: [], origins: [], keys: 'once-keys-exist', requestsPerMinute: 0 },
  });
  const at = await guarded.app.listen({ host: '127.0.0.1', port: 0 });
  const open = await listen(`${at}/v1/events`);
  await open.until('stream.opened');
  const { key, record } = await guarded.store.keys.create({ name: 'reader', scopes: ['read'] });
  expect((await open.until('stream.closed')).data['reason']).toContain('now needs one');
  await open.ended;
  const ask = (text: string) => listen(`${at}/v1/events`, { authorization: `Bearer ${text}` });
  const sql = await guarded.store.keys.create({ name: 'sql', scopes: ['sql'] });
  await waitFor(async () => (await ask(sql.key)).response.status === 403, {
    describe: 'keys to be required',
  });
  const keyed = await ask(key);
  await keyed.until('stream.opened');
  const kept = await ask((await guarded.store.keys.create({ name: 'x', scopes: ['operate'] })).key);
  await kept.until('stream.opened');
  await guarded.store.keys.revoke(record.id);
  expect((await keyed.until('stream.closed')).data['reason']).toContain('revoked');
  await guarded.app.close();
  expect((await kept.until('stream.closed')).data['reason']).toContain('shutting down');
  await kept.ended;
});

it('continues after the database was away', async () => {
  const cut = await useApi(OPTIONS);
  const at = await cut.app.listen({ host: '127.0.0.1', port: 0 });
  const listener = await listen(`${at}/v1/events`);
  await listener.until('stream.opened');
  await cut.proxy.cut();
  await cut.proxy.restore();
  const { id } = await waitFor(() => submit(1, cut).catch(() => undefined), { describe: 'a sweep' });
  expect((await listener.until('sweep.submitted')).data['sweep']).toBe(id);
  await finishPending(cut.store);
  await listener.until('sweep.ended');
});
