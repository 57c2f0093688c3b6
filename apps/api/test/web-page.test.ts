import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { App } from '../src/app-types.js';
import { startTestApi, type TestApi } from './support/test-api.js';

const REQUIRED = { access: { hosts: [], origins: [], keys: 'always', requestsPerMinute: 0 } } as const;
const HTML = { accept: 'text/html' };

let api: TestApi;
let app: App;
beforeAll(async () => {
  api = await startTestApi(REQUIRED);
  ({ app } = api);
});
afterAll(() => api.close());

async function scriptOf(page: string): Promise<string> {
  const { body } = await app.inject({ url: page, headers: HTML });
  return /<script type="module"[^>]* src="([^"]+)"/.exec(body)![1]!;
}

describe('the web page, where keys are required', () => {
  it.each([
    '/',
    '/sweeps/new',
    '/sweeps/00000000-0000-4000-8000-000000000000',
    '/cells/abc',
    '/workers',
    '/sql',
  ])('is at %s for anyone, and asks for a key itself', async (url) => {
    const { statusCode, headers, body } = await app.inject({ url, headers: HTML });
    expect(statusCode).toBe(200);
    expect(headers['content-type']).toBe('text/html; charset=utf-8');
    expect(headers['cache-control']).toBe('no-cache');
    expect(body).toContain('<div id="page">');
  });

  it('has a policy that allows nothing unsafe and no other host', async () => {
    const { headers } = await app.inject({ url: '/', headers: HTML });
    const policy = String(headers['content-security-policy']);
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/unsafe|https?:|data:|\*/);
    const script = await app.inject(await scriptOf('/'));
    // A worker has the policy of its own script.
    expect(script.headers['content-security-policy']).toBe(policy);
  });

  it('has no script or style in the document', async () => {
    const { body } = await app.inject({ url: '/', headers: HTML });
    expect(body).not.toMatch(/<style|style=|<script(?![^>]* src=)|https?:/);
  });

  it('has scripts that a browser keeps, compressed as it likes', async () => {
    const url = await scriptOf('/');
    const plain = await app.inject(url);
    expect(plain.headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect(plain.headers['content-type']).toMatch(/^(application|text)\/javascript/);
    for (const [encoding, decode] of [
      ['br', brotliDecompressSync],
      ['gzip', gunzipSync],
    ] as const) {
      const { headers, rawPayload } = await app.inject({ url, headers: { 'accept-encoding': encoding } });
      expect(headers['content-encoding']).toBe(encoding);
      expect(decode(rawPayload).toString()).toBe(plain.body);
    }
  });

  it('tells a browser that has it that it is still the same', async () => {
    const { headers } = await app.inject({ url: '/', headers: HTML });
    const again = await app.inject({ url: '/', headers: { ...HTML, 'if-none-match': String(headers.etag) } });
    expect(again.statusCode).toBe(304);
  });

  it('is not at other addresses', async () => {
    expect((await app.inject({ url: '/assets/none.js', headers: HTML })).statusCode).toBe(404);
    expect((await app.inject({ url: '/v1/sweeps', headers: HTML })).statusCode).toBe(401);
  });
});
