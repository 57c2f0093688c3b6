import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { CellQueue } from '@rote/queue';
import type { Health, Logger } from '@rote/runtime';
import type { Store } from '@rote/store';
import type {
  FastifyInstance,
  RawServerDefault,
  RawReplyDefaultExpression,
  RawRequestDefaultExpression,
} from 'fastify';
import type { AccessRules } from './http/access-rules.js';
import type { Feeder } from './feeder/start-feeder.js';

/** What the routes are built on. */
export interface AppOptions {
  readonly store: Store;
  readonly queue: CellQueue;
  /** What `/readyz` asks: the parts that the server needs to serve. */
  readonly readiness: Health;
  /** What `/healthz` asks: whether this process still gets anywhere. A restart mends what fails here. */
  readonly liveness: Health;
  readonly feeder: Pick<Feeder, 'nudge'>;
  readonly logger: Logger;
  readonly access: AccessRules;
  /** How long a request may take to arrive, where a test cannot wait as long as is usual. */
  readonly limits?: { readonly requestMs?: number; readonly checkMs?: number };
  /** A worker that has not been heard of for so long is lost. */
  readonly leaseMs: number;
}

/** A Fastify server whose handlers are typed by their TypeBox schemas. */
export type App = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  Logger,
  TypeBoxTypeProvider
>;
