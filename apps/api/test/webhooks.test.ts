import { createHmac } from 'node:crypto';
import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import type { CreatedWebhook, WebhookDeliveries } from '@rote/contracts';
import { expandSweep } from '@rote/domain';
import { useHttpServer, waitFor } from '@rote/testkit';
import { expect, it } from 'vitest';
import { isPublicAddress } from '../src/webhooks/check-address.js';
import { sendWebhook, signMessage } from '../src/webhooks/send-webhook.js';
import { specOf } from './support/specs.js';
import { type TestApi, useApi } from './support/test-api.js';

interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Starts a server that keeps what it gets, and answers as the test says. */
async function useReceiver(answer: (nth: number, response: ServerResponse) => void) {
  const received: Received[] = [];
  const url = await useHttpServer((request, response) => {
    void text(request).then((body) => {
      received.push({ headers: request.headers, body });
      answer(received.length, response);
    });
  });
  return { url, received };
}

const options = { events: { intervalMs: 20 }, webhooks: { allowPrivate: true, retryMs: [10, 10] } };

const submit = async ({ store }: TestApi, firstSeed: number) => {
  const spec = specOf(1, { firstSeed });
  return (await store.sweeps.submit({ spec, cells: expandSweep(spec) })).sweep;
};
const create = async ({ app }: TestApi, payload: object) => {
  const response = await app.inject({ method: 'POST', url: '/v1/webhooks', payload });
  expect([response.statusCode, response.body.slice(0, 300)]).toEqual([201, expect.any(String)]);
  return response.json<CreatedWebhook>();
};
const deliveriesOf = async ({ app }: TestApi, id: string, state = '') =>
  (await app.inject(`/v1/webhooks/${id}/deliveries${state && `?state=${state}`}`)).json<WebhookDeliveries>()
    .items;

it('signs as Standard Webhooks specifies', () => {
  // The example of its specification's libraries. cspell:disable-next-line
  const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
  const body = '{"test": 2432232314}';
  expect(signMessage(secret, 'msg_p5jXN8AQM9LWM0D4loKWxJek', 1614265330, body)).toBe(
    'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  );
});

it('sends events signed, retries with the same id, and replays', async () => {
  const api = await useApi(options);
  const { url, received } = await useReceiver((nth, response) => {
    response.writeHead(nth === 1 ? 500 : 204).end();
  });
  const { id, secret } = await create(api, { url, types: ['sweep.ended'] });
  const sweep = await submit(api, 1);
  await api.store.sweeps.cancel(sweep.id);
  await waitFor(() => received.length === 2, { describe: 'a second attempt' });
  const [first, second] = received;
  expect(second?.headers['webhook-id']).toBe(first?.headers['webhook-id']);
  for (const { headers, body } of received) {
    const signed = `${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${body}`;
    const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
    expect(headers['webhook-signature']).toBe(
      `v1,${createHmac('sha256', key).update(signed).digest('base64')}`,
    );
    expect(JSON.parse(body)).toMatchObject({
      type: 'sweep.ended',
      data: { sweep: sweep.id, state: 'cancelled', type: 'sweep.ended' },
    });
  }
  const [delivery] = await waitFor(
    async () => {
      const delivered = await deliveriesOf(api, id, 'delivered');
      return delivered.length === 1 && delivered;
    },
    { describe: 'the record of the delivery' },
  );
  expect(delivery).toMatchObject({
    attempts: 2,
    lastStatus: 204,
    lastError: null,
    messageId: first?.headers['webhook-id'],
  });
  const replay = await api.app.inject({
    method: 'POST',
    url: `/v1/webhooks/${id}/replay`,
    payload: { event: delivery?.event },
  });
  expect(replay.json()).toEqual({ replayed: 1 });
  await waitFor(() => received.length === 3, { describe: 'the replay' });
  expect(received[2]?.headers['webhook-id']).toBe(first?.headers['webhook-id']);
  const listed = (await api.app.inject('/v1/webhooks')).body;
  expect(listed).toContain(id);
  expect(listed).not.toContain(secret);
  expect((await api.store.audit.list({ limit: 10, object: id })).map(({ action }) => action)).toEqual([
    'webhook.replay',
    'webhook.create',
  ]);
  expect((await api.app.inject({ method: 'DELETE', url: `/v1/webhooks/${id}` })).statusCode).toBe(204);
  expect((await api.app.inject(`/v1/webhooks/${id}/deliveries`)).json()).toMatchObject({
    code: 'webhook-not-found',
  });
});

it('does not compress the answer with the secret, whatever its length', async () => {
  const api = await useApi({ webhooks: { allowPrivate: true } });
  const payload = { url: `http://127.0.0.1:9/${'x'.repeat(1500)}` };
  const headers = { 'accept-encoding': 'br, gzip' };
  const made = await api.app.inject({ method: 'POST', url: '/v1/webhooks', payload, headers });
  expect(made.body.length).toBeGreaterThan(1024);
  expect(made.headers['content-encoding']).toBeUndefined();
  expect((await api.app.inject({ url: '/v1/webhooks', headers })).headers['content-encoding']).toBe('br');
});

it('gives up after its attempts, follows no redirect, and replays what failed', async () => {
  const api = await useApi(options);
  const { url, received } = await useReceiver((nth, response) => {
    response.writeHead(nth <= 3 ? 302 : 200, { location: '/elsewhere' }).end();
  });
  const sweep = await submit(api, 1);
  const { id } = await create(api, { url, types: ['sweep.paused'], sweep: sweep.id });
  const other = await submit(api, 2);
  await api.store.sweeps.pause(other.id);
  await api.store.sweeps.pause(sweep.id);
  const failed = await waitFor(
    async () => {
      const items = await deliveriesOf(api, id, 'failed');
      return items.length > 0 && items;
    },
    { describe: 'the end of the attempts' },
  );
  expect(failed).toMatchObject([
    { sweep: sweep.id, attempts: 3, lastStatus: 302, lastError: 'it answered 302, not 2xx' },
  ]);
  await api.app.inject({ method: 'POST', url: `/v1/webhooks/${id}/replay`, payload: {} });
  await waitFor(() => received.length === 4, { describe: 'the replay' });
});

it('lets one of several processes send each event, and another resume after a crash', async () => {
  const api = await useApi({ ...options, webhooks: { allowPrivate: true, retryMs: [] } });
  const { webhooks } = api.store;
  await api.app.close();
  const { webhook } = await webhooks.create({
    url: 'http://127.0.0.1:1/',
    types: ['sweep.submitted'],
    sweep: null,
  });
  const feed = api.store.openEventFeed();
  for (let seed = 1; seed <= 5; seed++) await submit(api, seed);
  await feed.next();
  await feed.close();
  await Promise.all(Array.from({ length: 4 }, () => webhooks.enqueue()));
  const claims = (await Promise.all(Array.from({ length: 4 }, () => webhooks.claim(3)))).flat();
  expect(claims.map(({ event }) => event.id).sort()).toEqual(
    [...new Set(claims.map(({ event }) => event.id))].sort(),
  );
  expect(claims).toHaveLength(5);
  expect(await webhooks.claim(10)).toEqual([]);
  await api.sql(`UPDATE webhook_deliveries SET next_attempt_at = now()`);
  const again = await webhooks.claim(10);
  expect(again).toHaveLength(5);
  // What the first process still writes does not count.
  const [late] = claims;
  if (late !== undefined) await webhooks.record(late, { status: 200, error: null, retryInMs: null });
  expect(await webhooks.listDeliveries(webhook.id, { limit: 10, state: 'delivered' })).toEqual([]);
});

it.each([
  '127.0.0.1',
  '10.1.2.3',
  '172.16.0.1',
  '192.168.1.1',
  '169.254.169.254',
  '100.64.0.1',
  '0.0.0.0',
  '224.0.0.1',
  '255.255.255.255',
  '::1',
  '::',
  'fe80::1',
  'fc00::1',
  '::ffff:127.0.0.1',
  '::ffff:a9fe:a9fe',
  '64:ff9b::7f00:1',
  '2002:7f00:1::',
])('is not on the public internet: %s', (address) => {
  expect(isPublicAddress(address)).toBe(false);
});

it('sends only to the public internet, at registration and at each connection', async () => {
  expect([isPublicAddress('93.184.216.34'), isPublicAddress('2606:2800:220:1::1')]).toEqual([true, true]);
  const api = await useApi({ events: { intervalMs: 20 } });
  for (const url of [
    'http://127.0.0.1:9/',
    'http://localhost/',
    'http://[::1]/',
    'http://0x7f000001/',
    'http://2130706433/',
    'https://169.254.169.254/latest/meta-data',
    'http://user:password@example.org/',
    'http://name.invalid/',
    'ftp://example.org/',
  ]) {
    const response = await api.app.inject({ method: 'POST', url: '/v1/webhooks', payload: { url } });
    expect([url, response.statusCode, response.json<{ code: string }>().code]).toEqual([
      url,
      400,
      'request-invalid',
    ]);
  }
  const { url, received } = await useReceiver((_nth, response) => response.end());
  const event = { id: 1, happenedAt: new Date(), type: 'sweep.paused', sweep: 'x', data: {} };
  // A name that was public when it was registered.
  for (const address of [url, url.replace('127.0.0.1', 'localhost')]) {
    const outcome = await sendWebhook(
      { webhook: 'x', url: address, secret: 'whsec_eA==', attempt: 1, event },
      { allowPrivate: false, signal: new AbortController().signal },
    );
    expect(outcome).toEqual({
      status: null,
      error: expect.stringContaining('is not on the public internet') as string,
    });
  }
  expect(received).toEqual([]);
});
