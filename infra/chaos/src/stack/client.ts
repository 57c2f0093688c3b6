import { setTimeout as delay } from 'node:timers/promises';
import type { Sweep } from '@rote/contracts';
import type { SweepSpec } from '@rote/domain';
import { describeError, timeLimit } from '@rote/domain';
import type { Service } from './service.js';

const PATIENCE_MS = 60_000;
const RETRY_MS = 200;

interface Request {
  readonly method?: 'GET' | 'POST' | 'PATCH';
  readonly body?: object;
  readonly headers?: Readonly<Record<string, string>>;
  /** The process to ask. Default: the first. */
  readonly api?: Service | undefined;
}

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

interface SubmitOptions {
  /** With an idempotency key, submitting again after a lost answer changes nothing. */
  readonly key?: string | undefined;
  /** The process to ask. Default: the first. */
  readonly api?: Service;
}

export interface Client {
  submit(spec: SweepSpec, options?: SubmitOptions): Promise<Pick<Sweep, 'id'>>;
  cancel(id: string): Promise<void>;
  pause(id: string): Promise<void>;
  resume(id: string): Promise<void>;
  setPriority(id: string, priority: number): Promise<void>;
}

/** Talks to the API as a client should: if it is unreachable or answers 503, the request is repeated for a minute. */
export function openClient(apis: readonly Service[], signal: AbortSignal): Client {
  const askOnce = async (path: string, { method = 'GET', body, headers, api = apis[0] }: Request) => {
    const ready = await api?.untilReady();
    const response = await fetch(`${ready?.url ?? ''}${path}`, {
      method,
      headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.any([signal, timeLimit(PATIENCE_MS)]),
    });
    const answer: Answer = { status: response.status, body: await response.json() };
    return answer;
  };
  const ask = async (path: string, request: Request): Promise<unknown> => {
    const deadline = performance.now() + PATIENCE_MS;
    for (;;) {
      const answer = await askOnce(path, request).catch((error: unknown) => ({ error }));
      signal.throwIfAborted();
      const isAway = 'error' in answer || answer.status === 503;
      if (!isAway && answer.status < 300) return answer.body;
      if (!isAway || performance.now() > deadline) throw refusal(path, answer);
      await delay(RETRY_MS);
    }
  };
  const post = async (id: string, action: string): Promise<void> => {
    await ask(`/v1/sweeps/${id}/${action}`, { method: 'POST' });
  };
  return {
    submit: async (spec, { key, api } = {}) => {
      const headers = key === undefined ? {} : { 'idempotency-key': key };
      return (await ask('/v1/sweeps', { method: 'POST', body: spec, headers, api })) as Sweep;
    },
    cancel: (id) => post(id, 'cancel'),
    pause: (id) => post(id, 'pause'),
    resume: (id) => post(id, 'resume'),
    async setPriority(id, priority) {
      await ask(`/v1/sweeps/${id}`, { method: 'PATCH', body: { priority } });
    },
  };
}

function refusal(path: string, answer: Answer | { readonly error: unknown }): Error {
  const what =
    'error' in answer
      ? `failed: ${describeError(answer.error)}`
      : `was answered with ${answer.status}: ${JSON.stringify(answer.body)}`;
  return new Error(`${path} ${what}`, { cause: answer });
}
