import { setTimeout as delay } from 'node:timers/promises';
import type { Problem } from '@rote/contracts';
import { PROBLEM_MEDIA_TYPE } from '@rote/contracts';
import type { ErrorCode } from '@rote/domain';
import { ERROR_CODES, InvalidInputError, RoteError } from '@rote/domain';

export interface TransportOptions {
  /** For example `http://127.0.0.1:3000`. A user and password in it are sent but never shown. */
  readonly url: string;
  /** A key of the API, if it requires one. */
  readonly key?: string | undefined;
  readonly signal: AbortSignal;
  /** Time limit for an answer. Default: one minute. */
  readonly requestTimeoutMs?: number;
  /** Called once for a change whose answer takes long or has to be requested again. */
  readonly onWait?: () => void;
}

interface SendOptions {
  readonly headers?: Readonly<Record<string, string>>;
  readonly timeoutMs?: number;
  /** The body as text, in place of JSON, with its media type. */
  readonly text?: { readonly mediaType: string; readonly text: string } | undefined;
}

/** Sends requests to an API and interprets its answers. For its errors, see `createApiClient`. */
export interface Transport {
  /** Without the login. */
  readonly url: string;
  /** Fetches the body of an answer that should have this type. */
  readonly fetchBody: (
    path: string,
    wanted: string,
    init?: RequestInit,
    timeoutMs?: number,
  ) => Promise<Uint8Array>;
  /** Fetches an answer that should have this type, and returns its body as it arrives; the time limit is for its beginning. */
  readonly openBody: (
    path: string,
    wanted: string,
    init: RequestInit,
    timeoutMs: number,
  ) => Promise<AsyncIterable<Uint8Array>>;
  /** Fetches a JSON answer. */
  readonly request: (path: string, init?: RequestInit, timeoutMs?: number) => Promise<unknown>;
  /** Sends a JSON body and fetches the JSON answer. */
  readonly send: (
    method: 'POST' | 'PATCH',
    path: string,
    body: unknown,
    options?: SendOptions,
  ) => Promise<unknown>;
  /**
   * Requests a change until there is an answer. A large sweep takes the database minutes, and a change whose answer was lost
   * has still been made: giving up would report it as a failure. The request must be idempotent.
   *
   * @throws LostAnswerError if the API stays unreachable
   */
  readonly insist: <T>(ask: (isAgain: boolean) => Promise<T>) => Promise<T>;
}

const REQUEST_TIMEOUT_MS = 60_000;
/** Time limit for one try of a change. `fetch` gives up after five minutes; the change continues without it. */
const CHANGE_TIMEOUT_MS = 4 * 60_000;
/** A restarted API is back within this time. */
const OUTAGE_MS = 60_000;
const ASK_AGAIN_MS = 1000;
/** When a person begins to wonder. */
const WAIT_MS = 15_000;

const bytesOf = async (response: Response): Promise<Uint8Array> =>
  new Uint8Array(await response.arrayBuffer());
const parseJson = (body: Uint8Array): unknown => JSON.parse(new TextDecoder().decode(body));

const isErrorCode = (code: string): code is ErrorCode => (ERROR_CODES as readonly string[]).includes(code);

/** Thrown if no answer came to a change: it is unknown whether it was made. */
export class LostAnswerError extends RoteError {}

/** Thrown if the API refuses: it requires another key than was sent, or one at all. */
export class RefusedError extends RoteError {}

const REFUSALS = ['unauthorized', 'scope-missing'];

/** Whether a failed call never reached the API, so that nothing can have changed. */
function isRefused(error: RoteError): boolean {
  const { cause } = error;
  const reason = cause instanceof Error && cause.cause instanceof Error ? cause.cause : {};
  const code = 'code' in reason ? reason.code : undefined;
  return typeof code === 'string' && ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN'].includes(code);
}

/** Whether `fetch` refused to connect: https://fetch.spec.whatwg.org/#port-blocking. */
const isBlockedPort = (error: unknown): boolean =>
  error instanceof Error && error.cause instanceof Error && error.cause.message === 'bad port';

const hasTimedOut = ({ cause }: RoteError): boolean =>
  cause instanceof Error && cause.name === 'TimeoutError';

/** Returns the API's error as if it had been thrown here. */
function errorOf({ code, detail, retryable, errors, moreErrors }: Problem): RoteError {
  if (REFUSALS.includes(code)) return new RefusedError('request-invalid', detail);
  if (errors === undefined || errors.length === 0)
    return new RoteError(isErrorCode(code) ? code : 'request-invalid', detail, { retryable });
  // The lines after the first list the faults, which InvalidInputError does itself.
  const what = (detail.split('\n')[0] ?? '').replace(/:$/, '');
  return new InvalidInputError(code === 'spec-invalid' ? code : 'request-invalid', what, errors, moreErrors);
}

/** Splits a URL into one without the login, which `fetch` does not accept there, and a header with the login. */
function separateLogin(
  address: string,
  key: string | undefined,
): { readonly url: string; readonly authorization: string | undefined } {
  const url = new URL(address);
  const { username, password } = url;
  url.username = '';
  url.password = '';
  const shown = url.href.replace(/\/$/, '');
  if (username === '' && password === '')
    return { url: shown, authorization: key === undefined ? undefined : `Bearer ${key}` };
  const login = [username, password].map(decodeURIComponent).join(':');
  return { url: shown, authorization: `Basic ${Buffer.from(login, 'utf8').toString('base64')}` };
}

export function createTransport({
  url: address,
  key,
  signal,
  requestTimeoutMs = REQUEST_TIMEOUT_MS,
  onWait = () => undefined,
}: TransportOptions): Transport {
  const { url, authorization } = separateLogin(address, key);
  /** Fetches an answer, and reads the body of one that has the right type. */
  const ask = async <Body>(
    path: string,
    wanted: string,
    {
      init = {},
      timeoutMs,
      read,
    }: {
      readonly init?: RequestInit | undefined;
      readonly timeoutMs: number;
      readonly read: (response: Response) => Promise<Body>;
    },
  ): Promise<Body> => {
    const limit = new AbortController();
    const timer = setTimeout(() => {
      limit.abort(new DOMException(`The time of ${String(timeoutMs)} ms is up`, 'TimeoutError'));
    }, timeoutMs);
    let response: Response;
    let body: Uint8Array;
    try {
      const headers = new Headers(init.headers);
      if (authorization !== undefined) headers.set('authorization', authorization);
      response = await fetch(new URL(path, url), {
        ...init,
        headers,
        signal: AbortSignal.any([signal, limit.signal, ...(init.signal ? [init.signal] : [])]),
      });
      if (response.ok && (response.headers.get('content-type') ?? '').includes(wanted))
        return await read(response);
      body = await bytesOf(response);
    } catch (cause) {
      signal.throwIfAborted();
      if (isBlockedPort(cause))
        throw new RoteError(
          'config-invalid',
          `The API at ${url} cannot be reached: fetch blocks port ${new URL(url).port}, as browsers do. ` +
            'Start it on another port with ROTE_PORT, and name that one with --api URL or ROTE_API_URL.',
        );
      throw new RoteError(
        'service-unavailable',
        limit.signal.aborted
          ? `The API at ${url} has not answered ${path} within ${String(timeoutMs / 1000)} s. It or its database may be busy: try again later.`
          : `No API answers at ${url}. Start one with "npm start" (or "npx rote up"), or name another with --api URL or ROTE_API_URL.`,
        { retryable: true, cause },
      );
    } finally {
      clearTimeout(timer);
    }
    const mediaType = response.headers.get('content-type') ?? '';
    if (mediaType.startsWith(PROBLEM_MEDIA_TYPE)) throw errorOf(parseJson(body) as Problem);
    throw new RoteError(
      'request-invalid',
      `${url} is not a Rote API: ${path} answered ${String(response.status)} with ${mediaType || 'no content type'}. ` +
        'Name the right address with --api URL or ROTE_API_URL.',
    );
  };

  const fetchBody: Transport['fetchBody'] = (path, wanted, init, timeoutMs = requestTimeoutMs) =>
    ask(path, wanted, { init, timeoutMs, read: bytesOf });

  /** Yields what arrives of a body. */
  async function* chunksOf({ body }: Response, path: string): AsyncGenerator<Uint8Array> {
    try {
      for await (const chunk of body ?? []) yield chunk;
    } catch (cause) {
      signal.throwIfAborted();
      throw new RoteError(
        'service-unavailable',
        `The API at ${url} ended its answer to ${path} before it was complete. It was stopped, or the request met one of its limits.`,
        { retryable: true, cause },
      );
    }
  }

  const openBody: Transport['openBody'] = (path, wanted, init, timeoutMs) =>
    ask(path, wanted, {
      init,
      timeoutMs,
      read: (response) => Promise.resolve(chunksOf(response, path)),
    });

  const request = async (path: string, init?: RequestInit, timeoutMs?: number): Promise<unknown> =>
    parseJson(await fetchBody(path, 'json', init, timeoutMs));

  const send = (
    method: 'POST' | 'PATCH',
    path: string,
    body: unknown,
    { headers = {}, timeoutMs = CHANGE_TIMEOUT_MS, text }: SendOptions = {},
  ): Promise<unknown> =>
    request(
      path,
      {
        method,
        headers: { 'content-type': text?.mediaType ?? 'application/json', ...headers },
        body: text?.text ?? JSON.stringify(body),
      },
      timeoutMs,
    );

  const insist = async <T>(ask: (isAgain: boolean) => Promise<T>): Promise<T> => {
    const note = setTimeout(onWait, WAIT_MS).unref();
    let lostAtMs: number | undefined;
    try {
      for (let isAgain = false; ; isAgain = true) {
        try {
          return await ask(isAgain);
        } catch (error) {
          if (!(error instanceof RoteError) || !error.retryable || (!isAgain && isRefused(error)))
            throw error;
          // No answer within minutes: it is busy or stuck, but either way it is there.
          lostAtMs = hasTimedOut(error) ? undefined : (lostAtMs ?? performance.now());
          if (lostAtMs !== undefined && performance.now() - lostAtMs > OUTAGE_MS)
            throw new LostAnswerError(error.code, error.message, { retryable: true, cause: error.cause });
        }
        await delay(ASK_AGAIN_MS, undefined, { signal }).catch(() => {
          signal.throwIfAborted();
        });
      }
    } finally {
      clearTimeout(note);
    }
  };
  return { url, fetchBody, openBody, request, send, insist };
}
