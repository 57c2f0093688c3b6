import helmet from '@fastify/helmet';
import type { App } from '../app-types.js';

/**
 * Adds headers that keep browsers from treating anything here as a page, a script or a frame of another site. Pages have policies
 * of their own, which replace this one. HTTPS is not demanded: TLS ends at a proxy, which knows whether it always will.
 */
export async function addSecurityHeaders(app: App): Promise<void> {
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    xFrameOptions: { action: 'deny' },
    strictTransportSecurity: false,
  });
}
