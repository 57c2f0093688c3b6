import type { RequestListener } from 'node:http';
import { startTestS3, useHttpServer } from '@rote/testkit';
import { expect, onTestFinished, test, vi } from 'vitest';
import { openStorage, type ObjectStorage } from '../src/index.js';

const bytes = (text: string): Uint8Array => Buffer.from(text);

async function serve(answer: RequestListener): Promise<string> {
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'key');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret');
  onTestFinished(() => {
    vi.unstubAllEnvs();
  });
  return `s3://bucket?endpoint=${await useHttpServer(answer)}&forcePathStyle=true`;
}

/** Expects every call to fail with this code, within seconds, and with a helpful message. */
async function expectAllToFail(
  storage: ObjectStorage,
  message: RegExp,
  code = 'storage-unavailable',
): Promise<void> {
  const started = performance.now();
  for (const call of [
    () => storage.write('a/b', bytes('x')),
    () => storage.read('a/b'),
    () => storage.list('a/'),
    () => storage.remove('a/b'),
    () => storage.folders()[Symbol.asyncIterator]().next(),
  ]) {
    const calling = call();
    await expect(calling).rejects.toMatchObject({ code, retryable: code === 'storage-unavailable' });
    await expect(calling).rejects.toThrow(message);
  }
  expect(performance.now() - started).toBeLessThan(10_000);
}

test('a server that went away', async () => {
  const s3 = await startTestS3();
  const storage = openStorage(s3.url);
  await storage.write('a/b', bytes('x'));
  s3.stop();
  await expectAllToFail(storage, /^Cannot \w+ s3:\/\/bucket.*: it cannot be reached: check the network/);
});

test('a server that takes connections and never answers', async () => {
  const storage = openStorage(await serve(() => undefined), { callTimeoutMs: 300 });
  await expectAllToFail(storage, /it cannot be reached/);
});

test('a server that stops in the middle of an object', async () => {
  const url = await serve((_, response) => {
    response.writeHead(200, { 'content-length': 1000 }).write('half');
  });
  await expect(openStorage(url, { callTimeoutMs: 300 }).read('a')).rejects.toThrow(/it cannot be reached/);
});

test('a server that breaks off in the middle of an object', async () => {
  const url = await serve((_, response) => {
    response.writeHead(200, { 'content-length': 1000 }).write('half', () => response.destroy());
  });
  await expect(openStorage(url).read('a')).rejects.toMatchObject({ code: 'storage-unavailable' });
});

test('a server that fails once is asked again', async () => {
  let asked = 0;
  const url = await serve((request, response) => {
    request.resume();
    response.writeHead(asked++ === 0 ? 503 : 200).end();
  });
  await openStorage(url).write('a', bytes('x'));
  expect(asked).toBe(2);
});

test('a wrong secret, and an unknown key', async () => {
  const { url } = await startTestS3();
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'wrong');
  const wrongSecret = openStorage(url);
  await expectAllToFail(wrongSecret, /the credentials are refused: check AWS_ACCESS_KEY_ID/);
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'UNKNOWN');
  await expectAllToFail(openStorage(url), /the credentials are refused: check AWS_ACCESS_KEY_ID/);
});

test('no credentials at all', async () => {
  const { url } = await startTestS3();
  vi.stubEnv('AWS_ACCESS_KEY_ID', undefined);
  vi.stubEnv('AWS_CONFIG_FILE', '/dev/null');
  vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', '/dev/null');
  vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'true');
  await expectAllToFail(openStorage(url), /no valid credentials: set AWS_ACCESS_KEY_ID/);
});

test('no such bucket', async () => {
  const { url } = await startTestS3();
  await expectAllToFail(openStorage(url.replace('bucket?', 'other-bucket?')), /the bucket does not exist/);
});

test('a region that is set nowhere is a configuration error', async () => {
  vi.stubEnv('AWS_REGION', undefined);
  vi.stubEnv('AWS_CONFIG_FILE', '/dev/null');
  onTestFinished(() => {
    vi.unstubAllEnvs();
  });
  await expectAllToFail(
    openStorage('s3://bucket'),
    /add \?region= to the URL, or set AWS_REGION/,
    'config-invalid',
  );
});

test('errors hold no request, because its headers do not belong in a log', async () => {
  const { url } = await startTestS3();
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'wrong');
  const error: unknown = await openStorage(url)
    .list('')
    .catch((caught: unknown) => caught);
  expect(JSON.stringify((error as Error).cause)).toBe('{}');
  expect(((error as Error).cause as Error).message).toMatch(/^SignatureDoesNotMatch: /);
});

test('all pages are requested', async () => {
  const tokens: (string | null)[] = [];
  const url = await serve((request, response) => {
    const { searchParams: query } = new URL(request.url!, 'http://server');
    tokens.push(query.get('continuation-token'));
    const page = tokens.length;
    const next = page < 3 ? `<NextContinuationToken>after ${String(page)}</NextContinuationToken>` : '';
    const found =
      query.get('delimiter') === '/'
        ? `<CommonPrefixes><Prefix>folder-${String(page)}/</Prefix></CommonPrefixes>`
        : `<Contents><Key>a/${String(page)}</Key></Contents>`;
    response
      .writeHead(200, { 'content-type': 'application/xml' })
      .end(
        `<ListBucketResult><IsTruncated>${String(next !== '')}</IsTruncated>${next}${found}</ListBucketResult>`,
      );
  });
  const storage = openStorage(url);
  expect(await storage.list('a/')).toEqual(['a/1', 'a/2', 'a/3']);
  expect(tokens.splice(0)).toEqual([null, 'after 1', 'after 2']);
  const pages: (readonly string[])[] = [];
  for await (const page of storage.folders()) pages.push(page);
  expect(pages).toEqual([['folder-1'], ['folder-2'], ['folder-3']]);
});
