import { RoteError } from '@rote/domain/errors';
import { addressOf, type AddressParts } from './address-of.js';
import { errorOf } from './errors.js';
import type { paths, Problem } from './generated/openapi.js';
import type { AnswerOf, InputOf, MediaTypeOf, Method, Operation, PathOf } from './operation.js';
import { separateLogin } from './separate-login.js';

/** A sentence for each failure to connect, which says what the person at this client can do. */
export interface Advice {
  /** No API answers. */
  readonly noAnswer?: string;
  /** `fetch` refuses to connect to this port: https://fetch.spec.whatwg.org/#port-blocking. */
  readonly blockedPort?: string;
  /** What answers is not a Rote API. */
  readonly otherServer?: string;
}

export interface TransportOptions {
  /** For example `http://127.0.0.1:3000`. A user and password in it are sent but never shown. */
  readonly url: string;
  /** A key of the API, if it requires one. */
  readonly key?: string | undefined;
  readonly signal: AbortSignal;
  /** Time limit for an answer. Default: one minute. */
  readonly requestTimeoutMs?: number;
  readonly advice?: Advice;
  /** Sends each request. Default: the global `fetch`. */
  readonly fetch?: typeof fetch;
}

interface CallOptions {
  readonly timeoutMs?: number;
  /** Ends this call, which then rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** The body as text, in place of JSON, with its media type. */
  readonly text?: { readonly mediaType: string; readonly text: string } | undefined;
}

/** What goes with a request, whatever its operation. */
interface AnyInput extends AddressParts {
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly body?: unknown;
}

/** Sends requests to an API and interprets its answers. For its errors, see `createApiClient`. */
export interface Transport {
  /** Without the login. */
  readonly url: string;
  /** Calls an operation, and returns its answer in JSON. */
  readonly json: <M extends Method, P extends PathOf<M>>(
    method: M,
    path: P,
    input: InputOf<Operation<M, P>>,
    options?: CallOptions,
  ) => Promise<AnswerOf<Operation<M, P>>>;
  /** Fetches the JSON at a link of an answer. */
  readonly follow: (link: string, mediaType?: string) => Promise<unknown>;
  /** Calls an operation, and returns the bytes of its answer, which has one of these media types. */
  readonly bytes: <M extends Method, P extends PathOf<M>>(
    method: M,
    path: P,
    mediaTypes: readonly MediaTypeOf<Operation<M, P>>[],
    input: InputOf<Operation<M, P>>,
    options?: CallOptions,
  ) => Promise<Uint8Array>;
  /** Calls an operation, and returns its answer as it arrives; the time limit is for its beginning. */
  readonly stream: <M extends Method, P extends PathOf<M>>(
    method: M,
    path: P,
    mediaType: MediaTypeOf<Operation<M, P>>,
    input: InputOf<Operation<M, P>>,
    options?: CallOptions,
  ) => Promise<AsyncIterable<Uint8Array>>;
  /** Calls an operation whose answer has no body. */
  readonly perform: <M extends Method, P extends PathOf<M>>(
    method: M,
    path: P,
    input: InputOf<Operation<M, P>>,
  ) => Promise<void>;
}

const REQUEST_TIMEOUT_MS = 60_000;
const JSON_TYPES = ['application/json'] as const;
const PROBLEM_TYPE =
  'application/problem+json' satisfies keyof paths['/v1/sweeps']['get']['responses'][400]['content'];

const bytesOf = async (response: Response): Promise<Uint8Array> =>
  new Uint8Array(await response.arrayBuffer());
const parseJson = (body: Uint8Array): unknown => JSON.parse(new TextDecoder().decode(body));

const isBlockedPort = (error: unknown): boolean =>
  error instanceof Error && error.cause instanceof Error && error.cause.message === 'bad port';

const withAdvice = (what: string, advice: string | undefined): string =>
  advice === undefined ? what : `${what} ${advice}`;

const mediaTypeOf = ({ headers }: Response): string =>
  (headers.get('content-type') ?? '').split(';')[0]!.trim().toLowerCase();

const NO_CONTENT = 204;

/** Creates a transport; it opens no connection before its first call. */
export function createTransport({
  url: address,
  key,
  signal,
  requestTimeoutMs = REQUEST_TIMEOUT_MS,
  advice = {},
  fetch: send = fetch,
}: TransportOptions): Transport {
  const { url, authorization } = separateLogin(address, key);

  function requestOf(
    method: string,
    { headers: own = {}, body }: AnyInput,
    text: CallOptions['text'],
  ): RequestInit {
    const headers = new Headers(own);
    if (authorization !== undefined) headers.set('authorization', authorization);
    const content = text?.text ?? (body === undefined ? undefined : JSON.stringify(body));
    if (content === undefined) return { method, headers };
    headers.set('content-type', text?.mediaType ?? 'application/json');
    return { method, headers, body: content };
  }

  function noAnswer(
    path: string,
    timeoutMs: number,
    { isLate, cause }: { readonly isLate: boolean; readonly cause: unknown },
  ): RoteError {
    if (isBlockedPort(cause))
      return new RoteError(
        'config-invalid',
        withAdvice(
          `The API at ${url} cannot be reached: fetch blocks port ${new URL(url).port}, as browsers do.`,
          advice.blockedPort,
        ),
      );
    return new RoteError(
      'service-unavailable',
      isLate
        ? `The API at ${url} has not answered ${path} within ${String(timeoutMs / 1000)} s. It or its database may be busy: try again later.`
        : withAdvice(`No API answers at ${url}.`, advice.noAnswer),
      { retryable: true, cause },
    );
  }

  /** Fetches an answer, and reads the body of one that has the right type. */
  async function ask<Body>(
    path: string,
    init: RequestInit,
    {
      mediaTypes,
      read,
      timeoutMs = requestTimeoutMs,
      signal: own,
    }: CallOptions & {
      readonly mediaTypes: readonly string[];
      readonly read: (response: Response) => Promise<Body>;
    },
  ): Promise<Body> {
    const limit = new AbortController();
    const timer = setTimeout(() => {
      limit.abort(new DOMException(`The time of ${String(timeoutMs)} ms is up`, 'TimeoutError'));
    }, timeoutMs);
    let response: Response;
    let body: Uint8Array;
    try {
      response = await send(new URL(path, url), {
        ...init,
        signal: AbortSignal.any([signal, limit.signal, ...(own === undefined ? [] : [own])]),
      });
      if (response.ok && (response.status === NO_CONTENT || mediaTypes.includes(mediaTypeOf(response))))
        return await read(response);
      body = await bytesOf(response);
    } catch (cause) {
      signal.throwIfAborted();
      own?.throwIfAborted();
      throw noAnswer(path, timeoutMs, { isLate: limit.signal.aborted, cause });
    } finally {
      clearTimeout(timer);
    }
    const mediaType = mediaTypeOf(response);
    if (mediaType === PROBLEM_TYPE) throw errorOf(parseJson(body) as Problem);
    throw new RoteError(
      'request-invalid',
      withAdvice(
        `${url} is not a Rote API: ${path} answered ${String(response.status)} with ${mediaType === '' ? 'no content type' : mediaType}.`,
        advice.otherServer,
      ),
    );
  }

  /** Yields what arrives of a body. */
  async function* chunksOf({ body }: Response, path: string): AsyncGenerator<Uint8Array> {
    // Not every browser can iterate over a stream.
    const reader = body?.getReader();
    if (reader === undefined) return;
    try {
      for (;;) {
        const chunk: { readonly value?: Uint8Array | undefined } = await reader.read();
        if (chunk.value === undefined) return;
        yield chunk.value;
      }
    } catch (cause) {
      signal.throwIfAborted();
      throw new RoteError(
        'service-unavailable',
        `The API at ${url} ended its answer to ${path} before it was complete. It was stopped, or the request met one of its limits.`,
        { retryable: true, cause },
      );
    } finally {
      // A caller may stop reading: then nothing else closes the connection.
      await reader.cancel().catch(() => undefined);
    }
  }

  const call = <Body>(
    method: Method,
    template: string,
    input: AnyInput,
    options: CallOptions & {
      readonly mediaTypes: readonly string[];
      readonly read: (response: Response, path: string) => Promise<Body>;
    },
  ): Promise<Body> => {
    const path = addressOf(template, input);
    const init = requestOf(method.toUpperCase(), input, options.text);
    return ask(path, init, { ...options, read: (response) => options.read(response, path) });
  };
  const readJson = async (response: Response): Promise<unknown> => parseJson(await bytesOf(response));

  return {
    url,
    json: async (method, path, input, options) =>
      // The API builds its answers from the schemas of its document.
      (await call(method, path, input, { ...options, mediaTypes: JSON_TYPES, read: readJson })) as never,
    follow: (link, mediaType = 'application/json') =>
      ask(link, requestOf('GET', {}, undefined), { mediaTypes: [mediaType], read: readJson }),
    bytes: (method, path, mediaTypes, input, options) =>
      call(method, path, input, { ...options, mediaTypes, read: bytesOf }),
    stream: (method, path, mediaType, input, options) =>
      call(method, path, input, {
        ...options,
        mediaTypes: [mediaType],
        read: (response, at) => Promise.resolve(chunksOf(response, at)),
      }),
    perform: async (method, path, input) => {
      await call(method, path, input, { mediaTypes: [], read: () => Promise.resolve() });
    },
  };
}
