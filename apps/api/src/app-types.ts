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
import type { AccessRules } from './access/access-rules.js';
import type { QueueBoardMode } from './board/queue-board-mode.js';
import type { EventHubOptions } from './events/start-event-hub.js';
import type { DelivererOptions } from './webhooks/start-deliverer.js';
import type { Feeder } from './feeder/start-feeder.js';

/** What the routes are built on. */
export interface AppOptions {
  readonly store: Store;
  readonly queue: CellQueue;
  /** Answers `/readyz`: whether the parts that the server needs are available. */
  readonly readiness: Health;
  /** Answers `/healthz`: whether this process makes progress. A failure means that a restart will help. */
  readonly liveness: Health;
  readonly feeder: Pick<Feeder, 'nudge'>;
  readonly logger: Logger;
  readonly access: AccessRules;
  readonly queueBoard: QueueBoardMode;
  /** How long a request may take to arrive, for tests that cannot wait for the defaults. */
  readonly limits?: { readonly requestMs?: number; readonly checkMs?: number };
  /** How events are read and kept. Default: see `startEventHub`; 1000 listeners at most. */
  readonly events?: Pick<EventHubOptions, 'beatMs' | 'intervalMs' | 'keptHours'> & {
    readonly maxListeners?: number;
  };
  /** Where events may be sent. Default: only to the public internet. */
  readonly webhooks?: Partial<Pick<DelivererOptions, 'allowPrivate' | 'retryMs'>>;
  /** A worker counts as lost after this long without a sign of life. */
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
