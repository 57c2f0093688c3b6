import { AUDIT_ACTIONS } from '@rote/domain';
import type { Static } from 'typebox';
import { Type } from 'typebox';
import { closed, Instant, Nullable } from './nullable.js';
import { Cursor, Limit, DEFAULT_PAGE, MAX_PAGE, PAGE_LINKS } from './paging.js';
import { StorableText } from './storable-text.js';

export const AuditEntry = Type.Object(
  {
    id: Type.Integer({ minimum: 1, description: 'in the order of the changes, with gaps' }),
    madeAt: Instant('when it was made'),
    actor: Type.String({
      description:
        'the id of the key that asked for it; local if none was needed, or if it was made at the host',
    }),
    keyName: Nullable(Type.String(), { description: 'the name of that key; null for local' }),
    action: Type.Enum([...AUDIT_ACTIONS], { description: 'what was done' }),
    object: Type.String({
      description:
        'the id of the sweep, key or webhook, or the role of a login; queues for what was done at /queues',
    }),
    requestId: Nullable(Type.String(), {
      description:
        'the x-request-id of the request, which is in the server’s log too; null if there was none',
    }),
    details: Type.Unsafe<Readonly<Record<string, unknown>>>({
      type: 'object',
      additionalProperties: true,
      description: 'what the action does not say, such as the new priority',
    }),
  },
  { ...closed, description: 'a change of a sweep, a key, a webhook or a login' },
);
export type AuditEntry = Static<typeof AuditEntry>;

export const AuditPage = Type.Object(
  { items: Type.Array(AuditEntry), ...PAGE_LINKS },
  { ...closed, description: 'changes, the newest first' },
);
export type AuditPage = Static<typeof AuditPage>;

export const AuditQuery = Type.Object(
  {
    limit: Limit(MAX_PAGE, DEFAULT_PAGE),
    cursor: Cursor,
    object: Type.Optional(StorableText('the id of a sweep or key: only changes to it')),
  },
  closed,
);
export type AuditQuery = Static<typeof AuditQuery>;
