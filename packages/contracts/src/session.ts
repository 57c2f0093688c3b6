import { API_KEY_PATTERN, SCOPES } from '@rote/domain';
import type { Static } from 'typebox';
import { Type } from 'typebox';
import { ApiKey } from './api-key.js';
import { closed, Nullable } from './nullable.js';

const { id, name, scopes, project, expiresAt } = ApiKey.properties;

/** The body of a POST of a session. */
export const NewSession = Type.Object(
  {
    key: Type.String({
      maxLength: 200,
      description: `a key of this server, which matches ${API_KEY_PATTERN}`,
    }),
  },
  { ...closed, description: 'the key to sign in with' },
);
export type NewSession = Static<typeof NewSession>;

export const Session = Type.Object(
  {
    requiresKey: Type.Boolean({ description: 'whether requests to this server need a key now' }),
    key: Nullable(
      Type.Object(
        { id, name, scopes, project, expiresAt },
        { ...closed, description: 'a key of the API that works' },
      ),
      { description: 'the key that the request presents; null if it has none that works, or needs none' },
    ),
    scopes: Type.Array(Type.Enum([...SCOPES]), {
      maxItems: SCOPES.length,
      uniqueItems: true,
      description:
        'everything that the caller may do now, with what its scopes include: all scopes if no key is needed, none if one is needed and none works',
    }),
  },
  { ...closed, description: 'who sends a request, and what it may do' },
);
export type Session = Static<typeof Session>;
