import { setTimeout as delay } from 'node:timers/promises';
import { startTimeLimit } from './time-limit.mjs';

const PATIENCE_MS = 60_000;
const RETRY_MS = 200;

/** Talks to the API as a client should: where it is away, or says 503, it asks again. Knows all API processes. */
export function openClient(apis, signal) {
  const askOnce = async (api, path, { method = 'GET', body, headers = {} } = {}) => {
    const { url } = await api.untilReady();
    const limit = startTimeLimit(signal, PATIENCE_MS);
    try {
      const response = await fetch(`${url}${path}`, {
        method,
        headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        signal: limit.signal,
      });
      return { status: response.status, body: await response.json() };
    } finally {
      limit.clear();
    }
  };
  const ask = async (path, options, api = apis[0]) => {
    const deadline = performance.now() + PATIENCE_MS;
    for (;;) {
      const answer = await askOnce(api, path, options).catch((error) => ({ error }));
      signal.throwIfAborted();
      const isAway = answer.error !== undefined || answer.status === 503;
      if (!isAway && answer.status < 300) return answer.body;
      if (!isAway || performance.now() > deadline)
        throw new Error(
          `${path} was answered with ${answer.status ?? answer.error.message}: ${answer.body?.detail ?? ''}`,
          { cause: answer },
        );
      await delay(RETRY_MS);
    }
  };
  const post = (path, options, api) => ask(path, { ...options, method: 'POST' }, api);
  return {
    /** With a key, submitting again where the answer was lost changes nothing. */
    submit: (spec, { key, api } = {}) =>
      post('/v1/sweeps', { body: spec, headers: key === undefined ? {} : { 'idempotency-key': key } }, api),
    find: (id) => ask(`/v1/sweeps/${id}`),
    cancel: (id) => post(`/v1/sweeps/${id}/cancel`),
    pause: (id) => post(`/v1/sweeps/${id}/pause`),
    resume: (id) => post(`/v1/sweeps/${id}/resume`),
    setPriority: (id, priority) => ask(`/v1/sweeps/${id}`, { method: 'PATCH', body: { priority } }),
  };
}
