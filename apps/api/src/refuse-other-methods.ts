import { METHODS } from 'node:http';
import type { App } from './app-types.js';
import { refuseMethod } from './send-problem.js';

/** Everything that Node can parse, except CONNECT, which asks for a tunnel and never gets here. */
const ALL_METHODS = METHODS.filter((method) => method !== 'CONNECT');

/**
 * Collects the addresses that are added after this. The function it returns makes each of them answer 405, with the list
 * of supported methods, to every other method, and OPTIONS with the same list. HEAD exists wherever GET does: Fastify adds
 * it.
 */
export function refuseOtherMethods(app: App): () => void {
  const known = app.supportedMethods;
  for (const method of ALL_METHODS) if (!known.includes(method)) app.addHttpMethod(method);
  const taken = new Map<string, Set<string>>();
  app.addHook('onRoute', ({ url, method }) => {
    const address = url.length > 1 ? url.replace(/\/$/, '') : url;
    const methods = taken.get(address) ?? new Set();
    for (const each of [method].flat()) methods.add(each);
    taken.set(address, methods);
  });
  return () => {
    for (const [url, methods] of [...taken]) {
      const allow = [...methods, 'OPTIONS'].sort().join(', ');
      const others = ALL_METHODS.filter((method) => method !== 'OPTIONS' && !methods.has(method));
      const refuse = refuseMethod(allow);
      const shared = { url, schema: { hide: true }, exposeHeadRoute: false };
      // Before a body is read: its content does not matter.
      app.route({
        ...shared,
        method: others,
        // Without "done": an answered request goes no further.
        onRequest: (...[request, reply]) => {
          refuse(request, reply);
        },
        handler: refuse,
      });
      if (!methods.has('OPTIONS'))
        app.route({
          ...shared,
          method: 'OPTIONS',
          handler: (_request, reply) => reply.code(204).header('allow', allow).send(),
        });
    }
  };
}
