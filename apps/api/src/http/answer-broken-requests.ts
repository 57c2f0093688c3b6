import { randomUUID } from 'node:crypto';
import type { Server } from 'node:http';
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { ProblemCode } from '@rote/contracts';
import { PROBLEM_MEDIA_TYPE } from '@rote/contracts';
import { createProblem } from '../problems.js';

/** What Node's HTTP parser and timers report, other than text that is not HTTP. */
const CODE_OF_NODE_ERROR: Readonly<Record<string, ProblemCode>> = {
  HPE_HEADER_OVERFLOW: 'headers-too-large',
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 'body-too-large',
  ERR_HTTP_REQUEST_TIMEOUT: 'request-timeout',
};

const DETAILS: Readonly<Partial<Record<ProblemCode, string>>> = {
  'headers-too-large': 'The headers are larger than 16 KiB.',
  'body-too-large': 'The extensions of the chunks are too large.',
  'request-timeout': 'The request did not arrive in time.',
};

/** A client that has its answer may still be sending; it gets this long to read the answer. */
const LINGER_MS = 1000;

const headersOf = (length: number): Readonly<Record<string, string>> => ({
  'content-type': PROBLEM_MEDIA_TYPE,
  'content-length': String(length),
  'x-request-id': randomUUID(),
  connection: 'close',
});

/** Answers a broken request with a problem, and closes the connection. */
export function answerBrokenRequest(error: Error & { readonly code?: string }, socket: Socket): void {
  const isAnswering = (socket as { _httpMessage?: { headersSent: boolean } | null })._httpMessage
    ?.headersSent;
  if (error.code === 'ECONNRESET' || !socket.writable || isAnswering === true) {
    socket.destroy();
    return;
  }
  const code = CODE_OF_NODE_ERROR[error.code ?? ''] ?? 'request-invalid';
  const detail = DETAILS[code] ?? 'This is not valid HTTP.';
  const problem = createProblem({ code, detail, instance: '' });
  const body = JSON.stringify(problem);
  const headers = Object.entries(headersOf(Buffer.byteLength(body)));
  const lines = headers.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  socket.end(
    `HTTP/1.1 ${String(problem.status)} ${STATUS_CODES[problem.status] ?? ''}\r\n${lines}\r\n${body}`,
  );
  setTimeout(() => socket.destroy(), LINGER_MS).unref();
}

/** Rejects requests that expect what this server does not support; Node itself handles 100-continue. */
export function refuseExpectations(server: Server): void {
  server.on('checkExpectation', (request, response) => {
    const problem = createProblem({
      code: 'expectation-failed',
      detail: 'The only supported expectation is 100-continue: omit the header Expect.',
      instance: request.url?.split('?', 1)[0] ?? '',
    });
    const body = JSON.stringify(problem);
    response.writeHead(problem.status, headersOf(Buffer.byteLength(body))).end(body);
  });
}
