import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { expect, onTestFinished, test } from 'vitest';
import type { DataFile } from '../src/data-file.js';
import { downloadBytes, type DownloadOptions } from '../src/download.js';
import { gzipUrlSource } from '../src/gzip-url-source.js';
import { contentOf, SMALL_FILES } from './fixtures/small-files.js';

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  onTestFinished(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });
  await once(server, 'listening');
  return `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
}

function withOptions(options: Partial<DownloadOptions> = {}): DownloadOptions {
  return { signal: new AbortController().signal, onProgress: () => undefined, ...options };
}

test('the body arrives whole, redirects are followed', async () => {
  const body = Buffer.alloc(3_000_000, 'rote');
  const url = await serve((request, response) => {
    if (request.url === '/old') response.writeHead(302, { location: '/new' }).end();
    else response.end(body);
  });
  expect(body.equals(await downloadBytes(`${url}/old`, withOptions()))).toBe(true);
});

test('a long download tells how far it is', async () => {
  const url = await serve((_, response) => {
    response.writeHead(200, { 'content-length': 45e6 }).end(Buffer.alloc(45e6));
  });
  const lines: string[] = [];
  await downloadBytes(url, withOptions({ onProgress: (line) => lines.push(line) }));
  expect(lines).toEqual([expect.stringMatching(/: 20 of 45 MB$/), expect.stringMatching(/: 40 of 45 MB$/)]);
});

test('an error status is an error', async () => {
  const url = await serve((_, response) => response.writeHead(503).end());
  await expect(downloadBytes(url, withOptions())).rejects.toThrow('answered 503');
});

test('a server that does not answer is given up', async () => {
  const url = await serve(() => undefined);
  await expect(downloadBytes(url, withOptions({ answerTimeoutMs: 50 }))).rejects.toThrow(
    'no answer within 0.05 s',
  );
});

test('a body that stands still is given up', async () => {
  const url = await serve((_, response) => {
    response.writeHead(200, { 'content-length': 100 }).write('half');
  });
  await expect(downloadBytes(url, withOptions({ silenceTimeoutMs: 50 }))).rejects.toThrow(
    'no data for 0.05 s',
  );
});

test('a body that breaks off is an error', async () => {
  const url = await serve((_, response) => {
    response.writeHead(200, { 'content-length': 100 }).write('half', () => response.destroy());
  });
  await expect(downloadBytes(url, withOptions())).rejects.toThrow('terminated');
});

test('an abort ends it', async () => {
  const abort = new AbortController();
  const url = await serve(() => {
    abort.abort();
  });
  await expect(downloadBytes(url, withOptions({ signal: abort.signal }))).rejects.toThrow(
    expect.objectContaining({ name: 'AbortError' }),
  );
});

test('gzipped files below a URL are delivered unpacked, and a broken one is refused', async () => {
  const url = await serve((request, response) => {
    const packed = gzipSync(contentOf(request.url!.slice(1).replace(/\.gz$/, '')));
    response.end(request.url === '/b.bin.gz' ? packed.subarray(0, 30) : packed);
  });
  const delivered: DataFile[] = [];
  const fetching = (async () => {
    for await (const { file, content } of gzipUrlSource(url).fetch(SMALL_FILES, {
      ...withOptions(),
      scratch: '/',
    })) {
      expect(content).toEqual(contentOf(file.name));
      delivered.push(file);
    }
  })();
  await expect(fetching).rejects.toThrow('unexpected end of file');
  expect(delivered).toEqual(SMALL_FILES.slice(0, 1));
});
