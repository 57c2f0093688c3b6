import type { ProblemCode } from '@rote/contracts';

/** An error in a request that is found before any part of Rote has seen it. */
export class HttpError extends Error {
  readonly code: ProblemCode;
  /** Headers of the answer: what the client may do instead. */
  readonly headers: Readonly<Record<string, string | string[]>>;

  constructor(code: ProblemCode, detail: string, headers: HttpError['headers'] = {}) {
    super(detail);
    this.name = 'HttpError';
    this.code = code;
    this.headers = headers;
  }
}
