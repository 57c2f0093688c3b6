import { Agent, request } from 'node:http';

/** Longer than any answer takes, even on a busy machine: only something that hangs takes so long. */
const PATIENCE_MS = 15_000;

export interface RawRequest {
  readonly method: string;
  /** The path and the query, percent-encoded. */
  readonly target: string;
  /** A name may occur twice. */
  readonly headers?: readonly (readonly [name: string, value: string])[];
  readonly body?: Buffer;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

/** Returns the media type of an answer, without its parameters. */
export const mediaTypeOf = ({ headers }: Pick<Answer, 'headers'>): string =>
  String(headers['content-type'] ?? '').split(';', 1)[0] ?? '';

export interface Sender {
  /** Sends a request as it is: no client corrects it. @throws Error if no answer came in time */
  send(raw: RawRequest): Promise<Answer>;
  close(): void;
}

/** Creates what sends requests to a server, and reads their answers; of a stream of events, only the beginning. */
export function createSender(server: string): Sender {
  const { hostname, port, host } = new URL(server);
  const agent = new Agent({ keepAlive: true, maxSockets: 8 });
  return {
    send: ({ method, target, headers = [], body }) =>
      new Promise((resolve, reject) => {
        const names = headers.map(([name]) => name);
        const all = [
          ...(names.includes('host') ? [] : [['host', host] as const]),
          ...(names.includes('transfer-encoding')
            ? []
            : [['content-length', String(body?.length ?? 0)] as const]),
          ...headers,
        ];
        const options = { hostname, port, method, agent, path: target, headers: all.flat() };
        const outgoing = request(options, (response) => {
          const chunks: Buffer[] = [];
          const done = (): void => {
            clearTimeout(timer);
            const { statusCode: status = 0, headers: received } = response;
            resolve({ status, headers: received, body: Buffer.concat(chunks) });
          };
          response.on('data', (chunk: Buffer) => {
            chunks.push(chunk);
            if (mediaTypeOf(response) !== 'text/event-stream') return;
            done();
            response.destroy();
          });
          response.on('end', done);
          response.on('error', reject);
        });
        const timer = setTimeout(() => {
          outgoing.destroy(new Error(`no answer within ${String(PATIENCE_MS)} ms`));
        }, PATIENCE_MS);
        outgoing.on('error', (error) => {
          clearTimeout(timer);
          reject(error);
        });
        outgoing.end(body);
      }),
    close() {
      agent.destroy();
    },
  };
}
