import type { ApiClient, Session } from '@rote/client';
import { queryOptions, useSuspenseQuery } from '@tanstack/react-query';
import { usePage } from '../app/use-page.js';
import { QUERY_KEYS } from '../client/query-keys.js';

export type Scope = Session['scopes'][number];

/** Who is signed in. */
// eslint-disable-next-line @typescript-eslint/explicit-module-boundary-types -- the library infers it
export const sessionQuery = (api: ApiClient) =>
  queryOptions({ queryKey: QUERY_KEYS.session, queryFn: (): Promise<Session> => api.getSession() });

/** Returns who is signed in. */
export const useSession = (): Session => useSuspenseQuery(sessionQuery(usePage().api)).data;

/** Returns whether the person may do what needs a scope. What they may not do is not shown. */
export function useMay(): (scope: Scope) => boolean {
  const { scopes } = useSession();
  return (scope) => scopes.includes(scope);
}
