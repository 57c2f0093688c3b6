import { createHmac } from 'node:crypto';
import { lookup as resolveName } from 'node:dns';
import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import type { ClaimedDelivery } from '@rote/store';
import { toEvent } from '../presenters/event.js';
import { hostOf, isPublicAddress } from './check-address.js';

/** How an attempt ended. */
export interface SendOutcome {
  /** The HTTP status; `null` if there was no answer. */
  readonly status: number | null;
  /** `null` if it was delivered. */
  readonly error: string | null;
}

const TIMEOUT_MS = 10_000;

/** The header webhook-id: the same in every attempt, so that receivers can tell repetitions. */
export const messageIdOf = (webhook: string, event: number): string => `event-${String(event)}-${webhook}`;

/**
 * Signs a message (https://github.com/standard-webhooks/standard-webhooks, symmetric signatures).
 *
 * @param secret `whsec_` and the key in base64
 * @param timestamp seconds since 1970
 */
export function signMessage(secret: string, id: string, timestamp: number, body: string): string {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  return `v1,${createHmac('sha256', key)
    .update(`${id}.${String(timestamp)}.${body}`)
    .digest('base64')}`;
}

/** Resolves a name, and rejects it if any of its addresses is not public. The connection is made to what this returns. */
const lookupPublic: LookupFunction = (hostname, options, callback) => {
  resolveName(hostname, { ...options, all: true }, (error, addresses) => {
    // Without addresses if there was an error, whatever the types say.
    const [first] = error === null ? addresses : [];
    const refused = error === null && addresses.find(({ address }) => !isPublicAddress(address));
    if (error !== null || first === undefined) callback(error ?? new Error('no address'), '', 0);
    else if (refused) callback(new Error(`${hostname} is not on the public internet`), '', 0);
    else if (options.all === true) callback(null, addresses);
    else callback(null, first.address, first.family);
  });
};

/** Sends an event to a webhook. Redirects are not followed, and the body of the answer is not read. Never rejects. */
export function sendWebhook(
  { webhook, url: address, secret, event: record }: ClaimedDelivery,
  { allowPrivate, signal }: { readonly allowPrivate: boolean; readonly signal: AbortSignal },
): Promise<SendOutcome> {
  const url = new URL(address);
  const host = hostOf(url);
  // A lookup is made for names only.
  if (!allowPrivate && isIP(host) !== 0 && !isPublicAddress(host))
    return Promise.resolve({ status: null, error: `${host} is not on the public internet` });
  const body = JSON.stringify({
    type: record.type,
    timestamp: record.happenedAt.toISOString(),
    data: toEvent(record),
  });
  const id = messageIdOf(webhook, record.id);
  const timestamp = Math.floor(Date.now() / 1000);
  return new Promise((resolve) => {
    const limit = AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]);
    const request = (url.protocol === 'https:' ? requestHttps : requestHttp)(
      url,
      {
        method: 'POST',
        agent: false,
        signal: limit,
        ...(allowPrivate ? {} : { lookup: lookupPublic }),
        headers: {
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(body),
          'user-agent': 'rote-webhooks',
          'webhook-id': id,
          'webhook-timestamp': String(timestamp),
          'webhook-signature': signMessage(secret, id, timestamp, body),
        },
      },
      (response) => {
        const status = response.statusCode ?? 0;
        response.destroy();
        resolve({
          status,
          error: status >= 200 && status < 300 ? null : `it answered ${String(status)}, not 2xx`,
        });
      },
    );
    request.on('error', (error) => {
      resolve({
        status: null,
        error: limit.aborted
          ? `no answer within ${String(TIMEOUT_MS / 1000)} s`
          : error.message.slice(0, 500),
      });
    });
    request.end(body);
  });
}
