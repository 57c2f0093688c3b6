import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startEmbeddedPostgres } from '@rote/runtime';
import { migrate } from '@rote/store';
import type { TestProject } from 'vitest/node';
import { makeTempDir } from './temp-dir.js';

async function startTemplate() {
  const dir = await makeTempDir();
  try {
    const server = await startEmbeddedPostgres({
      dir: dir.path,
      database: 'template_rote',
      ephemeral: true,
      onLog: () => undefined,
    });
    const stop = async (): Promise<void> => {
      await server.stop();
      await dir.remove();
    };
    await migrate(server.url).catch(async (error: unknown) => {
      await stop();
      throw error;
    });
    return { url: server.url, stop };
  } catch (error) {
    await dir.remove();
    throw error;
  }
}

/** One Postgres for a test run, started by the first test that needs a database: most runs need none. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  let template: ReturnType<typeof startTemplate> | undefined;
  const listener = createServer((_request, response) => {
    // A connection kept for the next request may be closed here just as a test that was busy for seconds sends it.
    response.setHeader('connection', 'close');
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
    const started = await template?.catch(() => undefined); // the tests that asked got its error
    await started?.stop();
  };
}
