import type { App } from './app-types.js';
import { refuseMethod } from './send-problem.js';

/** HEAD is there wherever GET is: Fastify adds it. */
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

/**
 * Collects the addresses that are added after this. The function it returns makes each answer 405, with what it does
 * take, to every method that it does not.
 */
export function refuseOtherMethods(app: App): () => void {
  const taken = new Map<string, Set<string>>();
  app.addHook('onRoute', ({ url, method }) => {
    const methods = taken.get(url) ?? new Set();
    for (const each of [method].flat()) methods.add(each);
    taken.set(url, methods);
  });
  return () => {
    for (const [url, methods] of [...taken]) {
      const others = METHODS.filter((method) => !methods.has(method));
      const handler = refuseMethod([...methods].join(', '));
      if (others.length > 0) app.route({ method: [...others], url, schema: { hide: true }, handler });
    }
  };
}
