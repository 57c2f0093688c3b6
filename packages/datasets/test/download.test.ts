import { useHttpServer } from '@rote/testkit';
import { expect, test } from 'vitest';
import { downloadBytes, type DownloadOptions } from '../src/sources/download.js';

function withOptions(options: Partial<DownloadOptions> = {}): DownloadOptions {
  return { signal: new AbortController().signal, onProgress: () => undefined, ...options };
}

test('returns the whole body and follows redirects', async () => {
  const body = Buffer.alloc(3_000_000, 'rote');
  const url = await useHttpServer((request, response) => {
    if (request.url === '/old') response.writeHead(302, { location: '/new' }).end();
    else response.end(body);
  });
  expect(body.equals(await downloadBytes(`${url}/old`, withOptions()))).toBe(true);
});

test('reports the progress of a long download', async () => {
  const url = await useHttpServer((_, response) => {
    response.writeHead(200, { 'content-length': 45e6 }).end(Buffer.alloc(45e6));
  });
  const lines: string[] = [];
  await downloadBytes(url, withOptions({ onProgress: (line) => lines.push(line) }));
  expect(lines).toEqual([expect.stringMatching(/: 20 of 45 MB$/), expect.stringMatching(/: 40 of 45 MB$/)]);
});

test('throws on an error status', async () => {
  const url = await useHttpServer((_, response) => response.writeHead(503).end());
  await expect(downloadBytes(url, withOptions())).rejects.toThrow('answered 503');
});

test('gives up on a server that does not answer', async () => {
  const url = await useHttpServer(() => undefined);
  await expect(downloadBytes(url, withOptions({ answerTimeoutMs: 50 }))).rejects.toThrow(
    'no answer within 0.05 s',
  );
});

test('gives up on a body that stalls', async () => {
  const url = await useHttpServer((_, response) => {
    response.writeHead(200, { 'content-length': 100 }).write('half');
  });
  await expect(downloadBytes(url, withOptions({ silenceTimeoutMs: 50 }))).rejects.toThrow(
    'no data for 0.05 s',
  );
});

test('throws if the body breaks off', async () => {
  const url = await useHttpServer((_, response) => {
    response.writeHead(200, { 'content-length': 100 }).write('half', () => response.destroy());
  });
  await expect(downloadBytes(url, withOptions())).rejects.toThrow('terminated');
});

test('ends on abort', async () => {
  const abort = new AbortController();
  const url = await useHttpServer(() => {
    abort.abort();
  });
  await expect(downloadBytes(url, withOptions({ signal: abort.signal }))).rejects.toThrow(
    expect.objectContaining({ name: 'AbortError' }),
  );
});
