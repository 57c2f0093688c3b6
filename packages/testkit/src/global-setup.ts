import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startEmbeddedPostgres } from '@rote/runtime';
import { migrate } from '@rote/store';
import type { TestProject } from 'vitest/node';

async function startTemplate() {
  const dir = await mkdtemp(path.join(tmpdir(), 'rote-test-postgres-'));
  const server = await startEmbeddedPostgres({
    dir,
    database: 'template_rote',
    ephemeral: true,
    fallbackDir: path.join(tmpdir(), 'rote-test-postgres'),
    onLog: () => undefined,
  });
  await migrate(server.url);
  return {
    url: server.url,
    async stop() {
      await server.stop();
      await rm(dir, { recursive: true, force: true });
      if (server.serverDir !== dir) await rm(server.serverDir, { recursive: true, force: true });
    },
  };
}

/** One Postgres for a run of the tests, started by the first test that needs a database: most runs need none. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  let template: ReturnType<typeof startTemplate> | undefined;
  const listener = createServer((_request, response) => {
    template ??= startTemplate();
    template.then(
      ({ url }) => response.end(url),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  const { port } = listener.address() as AddressInfo;
  project.provide('templateDatabase', `http://127.0.0.1:${String(port)}`);
  return async () => {
    listener.closeAllConnections();
    listener.close();
    await (await template)?.stop();
  };
}
