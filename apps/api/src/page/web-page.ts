import { createRequire } from 'node:module';
import path from 'node:path';
import staticFiles from '@fastify/static';
import type { FastifyReply } from 'fastify';
import type { App } from '../app-types.js';

/** The addresses of the page itself; what is at each is decided in the browser (apps/web/src/app/router.tsx). */
const PAGE_ADDRESSES = ['/sweeps/new', '/sweeps/:id', '/cells/:id', '/compare', '/workers', '/sql'];

/** The page loads only what this server has, and runs no script or style that is written into a document. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' blob:",
  "connect-src 'self'",
  "worker-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** The files of the page, which `npm run build` makes. */
function findPage(): string {
  const { resolve } = createRequire(import.meta.url);
  return path.dirname(resolve('@rote/web/page/index.html'));
}

/** Answers with the page. Each release has other scripts, so a browser asks whether it has changed. */
export const sendPage = (reply: FastifyReply): FastifyReply =>
  reply
    .header('content-security-policy', CONTENT_SECURITY_POLICY)
    .sendFile('index.html', { cacheControl: false, acceptRanges: false })
    .header('cache-control', 'no-cache');

/** Adds the web page. It has no data in itself: what it asks the API for needs a key where keys are needed. */
export async function addWebPage(app: App): Promise<void> {
  const root = findPage();
  await app.register(async (scope) => {
    scope.addHook('onRoute', (route) => {
      route.config = { ...route.config, need: 'nothing' };
      route.schema = { ...route.schema, hide: true };
    });
    // A worker has the policy of its own script.
    scope.addHook('onSend', (_request, reply, _payload, next) => {
      void reply.header('content-security-policy', CONTENT_SECURITY_POLICY);
      next();
    });
    await scope.register(staticFiles, {
      root: path.join(root, 'assets'),
      prefix: '/assets/',
      decorateReply: false,
      preCompressed: true,
      index: false,
      // A file's name has the digest of its content.
      maxAge: '1y',
      immutable: true,
    });
  });
  await app.register(staticFiles, { root, serve: false });
  for (const url of PAGE_ADDRESSES)
    app.get(url, { schema: { hide: true }, config: { need: 'nothing' } }, (_request, reply) =>
      sendPage(reply),
    );
}
