import { type Scope, SCOPES } from '@rote/domain';
import type { Author } from '@rote/store';
import type { FastifyRequest } from 'fastify';

/** Who sends a request: the id of the key it presents, or `null` if the API asks for none. */
export interface Caller {
  readonly key: string | null;
  /** The only project whose sweeps it may submit or change; `null` for all. */
  readonly project: string | null;
  /** What it may do. */
  readonly scopes: readonly Scope[];
  /** Whether the key came by the cookie of a session, and not in a header that only this request has. */
  readonly byCookie: boolean;
}

declare module 'fastify' {
  interface FastifyRequest {
    caller: Caller | null;
  }
}

export const callerOf = ({ caller }: Pick<FastifyRequest, 'caller'>): Caller =>
  caller ?? { key: null, scopes: SCOPES, project: null, byCookie: false };

/** Returns who makes the change that a request asks for, for the audit log. */
export const authorOf = (request: Pick<FastifyRequest, 'caller' | 'id'>): Author => ({
  key: callerOf(request).key,
  requestId: request.id,
});
