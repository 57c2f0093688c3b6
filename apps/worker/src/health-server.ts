import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Health } from '@rote/runtime';

export interface HealthServerOptions {
  readonly host: string;
  /** 0 for any free port. */
  readonly port: number;
  /** Answers `/healthz`: whether the process makes progress. A failure means that a restart will help. */
  readonly liveness: Health;
  /** Answers `/readyz`. */
  readonly readiness: Health;
}

export interface HealthServer {
  readonly port: number;
  close(): Promise<void>;
}

/** Serves `/healthz` and `/readyz` as JSON, with status 503 if a check fails. */
export async function startHealthServer(options: HealthServerOptions): Promise<HealthServer> {
  const { host, port } = options;
  const paths: Readonly<Record<string, Health>> = {
    '/healthz': options.liveness,
    '/readyz': options.readiness,
  };
  const server = createServer((request, response) => {
    const answer = (status: number, body: unknown): void => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    };
    const health = paths[request.url ?? ''];
    if (health === undefined) answer(404, { ok: false, detail: 'only /healthz and /readyz exist' });
    else
      void health.check().then((report) => {
        answer(report.ok ? 200 : 503, report);
      });
  });
  server.listen(port, host);
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
