import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { access, stat } from 'node:fs/promises';
import { connect, createServer, type Socket } from 'node:net';
import { Redis } from 'ioredis';
import pg from 'pg';
import { describe, expect, it, onTestFinished } from 'vitest';
import {
  createTestDatabase,
  startProxy,
  startTestRedis,
  useHttpServer,
  useProxiedStore,
  useStore,
  useTempDir,
  waitFor,
} from '../src/index.js';
import { childrenOf, commandOf, descendantsOf, freePort, isAlive, killAll, pidsWith } from '../src/system.js';
import { cellOf, epochOf, resultOf } from '../src/values.js';

describe('createTestDatabase', () => {
  it('gives each caller its own migrated database', async () => {
    const databases = await Promise.all([createTestDatabase(), createTestDatabase()]);
    const clients = databases.map(({ url }) => new pg.Client({ connectionString: url }));
    clients.forEach((client) => client.on('error', () => undefined)); // cut off by the drop
    await Promise.all(clients.map((client) => client.connect()));
    const [first, second] = clients;
    await first?.query(
      `INSERT INTO sweeps (name, spec, cell_count, cached_count) VALUES ('mine', '{}', 0, 0)`,
    );
    await expect(second?.query('SELECT FROM sweeps')).resolves.toMatchObject({ rowCount: 0 });

    await Promise.all(databases.map((database) => database.drop()));
    await expect(first?.query('SELECT 1')).rejects.toThrow();
    await Promise.all(clients.map((client) => client.end()));
  });
});

describe('startTestRedis', () => {
  it('starts an empty Redis of its own', async () => {
    const server = await startTestRedis();
    const client = new Redis(server.url);
    await expect(client.dbsize()).resolves.toBe(0);
    await client.quit();
    await server.stop();
    await expect(access(server.url)).rejects.toMatchObject({ code: 'ENOENT' });
  });
});

describe('useTempDir', () => {
  it('removes the folder after the test', async () => {
    let dir = '';
    // Hooks run last to first: this one runs after the folder's.
    onTestFinished(async () => {
      await expect(access(dir)).rejects.toMatchObject({ code: 'ENOENT' });
    });
    dir = await useTempDir();
    await access(dir);
  });

  it('lets other accounts in, unless its mode says otherwise', async () => {
    const modeOf = async (dir: string): Promise<number> => (await stat(dir)).mode & 0o777;
    expect(await modeOf(await useTempDir())).toBe(0o755);
    expect(await modeOf(await useTempDir({ mode: 0o700 }))).toBe(0o700);
  });
});

describe('waitFor', () => {
  it('returns what the condition returns', async () => {
    let polls = 0;
    await expect(waitFor(() => ++polls === 3 && 'there', { describe: 'three polls' })).resolves.toBe('there');
  });

  it('names what it waited for in vain', async () => {
    await expect(waitFor(() => false, { timeoutMs: 30, describe: 'a miracle' })).rejects.toThrow(
      'waited 30 ms in vain for a miracle',
    );
  });
});

describe('useStore', () => {
  it('opens a store, and runs statements past it', async () => {
    const { store, sql } = await useStore();
    await store.ping();
    await expect(sql('SELECT $1::int AS one', [1])).resolves.toEqual([{ one: 1 }]);
  });

  it('can lose its database, and find it again', async () => {
    const { store, proxy } = await useProxiedStore();
    await proxy.cut();
    await expect(store.ping()).rejects.toMatchObject({ code: 'service-unavailable' });
    await proxy.restore();
    await waitFor(
      () =>
        store.ping().then(
          () => true,
          () => false,
        ),
      { describe: 'the database' },
    );
  });
});

describe('startProxy', () => {
  /** A proxy to a server that sends back what it gets. */
  async function useEcho() {
    const server = createServer((socket) => socket.on('error', () => undefined).pipe(socket));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('a TCP server has a port');
    const proxy = await startProxy({ host: '127.0.0.1', port: address.port });
    onTestFinished(async () => {
      await proxy.cut();
      server.close();
    });
    return proxy;
  }
  const open = async (port: number): Promise<Socket> => {
    const socket = connect(port, '127.0.0.1');
    onTestFinished(() => void socket.destroy());
    await once(socket, 'connect');
    return socket;
  };
  const SILENCE_MS = 100;
  /** Resolves when the socket has an answer; rejects after `timeoutMs`. */
  const answer = async (socket: Socket, timeoutMs = 20_000): Promise<void> => {
    socket.write('x');
    await once(socket, 'data', { signal: AbortSignal.timeout(timeoutMs) });
  };
  const expectSilence = (socket: Socket): Promise<void> =>
    expect(answer(socket, SILENCE_MS)).rejects.toMatchObject({ code: 'ABORT_ERR' });

  it('carries bytes both ways', async () => {
    const socket = await open((await useEcho()).port);
    socket.setEncoding('utf8').write('to and fro');
    await expect(once(socket, 'data')).resolves.toEqual(['to and fro']);
  });

  it('freezes the connections it has, and lets new ones work', async () => {
    const proxy = await useEcho();
    const old = await open(proxy.port);
    await answer(old);
    proxy.freeze();
    await expectSilence(old);
    await answer(await open(proxy.port));
    expect(old.destroyed).toBe(false);
  });

  it('silences old and new connections when it stalls', async () => {
    const proxy = await useEcho();
    const old = await open(proxy.port);
    proxy.stall();
    await expectSilence(old);
    await expectSilence(await open(proxy.port));
  });

  it('refuses connections while it is cut, and has the same port afterwards', async () => {
    const proxy = await useEcho();
    const old = await open(proxy.port);
    const ended = once(old, 'close');
    await proxy.cut();
    await ended;
    await expect(open(proxy.port)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    await proxy.restore();
    await answer(await open(proxy.port));
  });
});

describe('useHttpServer', () => {
  it('serves while the test runs', async () => {
    const url = await useHttpServer((request, response) => response.end(request.url));
    expect(await (await fetch(`${url}/path`)).text()).toBe('/path');
  });
});

describe('freePort', () => {
  it('is a port that can be listened on', async () => {
    const server = createServer().listen(await freePort(), '127.0.0.1');
    await once(server, 'listening');
    server.close();
  });
});

describe('processes', () => {
  it('are found as children, as descendants and by their environment, until they are killed', async () => {
    const variable = `ROTE_TEST_MARK=${String(process.pid)}-${String(performance.now())}`;
    const [name = '', value] = variable.split('=');
    const parent = spawn('sh', ['-c', 'sleep 600 & wait'], { env: { ...process.env, [name]: value } });
    onTestFinished(() => killAll(pidsWith(variable)));
    const pid = parent.pid ?? 0;
    // Between fork and exec the child still shows the command line of the shell, which names it as well.
    const isSleeping = (child: number): boolean => commandOf(child)[0] === 'sleep';
    const sleeping = await waitFor(() => childrenOf(pid, 'sleep').find(isSleeping), {
      describe: 'the child',
    });
    expect(commandOf(sleeping)).toEqual(['sleep', '600']);
    expect(childrenOf(process.pid)).toContain(pid);
    expect(childrenOf(pid, 'another program')).toEqual([]);
    expect(descendantsOf(process.pid)).toEqual(expect.arrayContaining([pid, sleeping]));
    expect(pidsWith(variable).toSorted()).toEqual([pid, sleeping].toSorted());
    expect([pid, sleeping].filter(isAlive)).toEqual([pid, sleeping]);
    await killAll([pid, sleeping]);
    expect([pid, sleeping].filter(isAlive)).toEqual([]);
  });
});

describe('values', () => {
  it('change one setting at a time', () => {
    const cell = cellOf({ training: { epochs: 7 }, seed: 2 });
    expect(cell).toEqual({ ...cellOf(), seed: 2, training: { ...cellOf().training, epochs: 7 } });
    expect(epochOf(2, { seconds: 9 })).toEqual({ ...epochOf(2), seconds: 9 });
    expect(resultOf({ steps: 9 })).toEqual({ ...resultOf(), steps: 9 });
  });
});
