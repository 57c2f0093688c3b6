import { API_KEY_ID_PATTERN, API_KEY_PATTERN, SCOPES } from '@rote/domain';
import type { Static } from 'typebox';
import { Type } from 'typebox';
import { closed, Instant, Nullable } from './nullable.js';
import { ProjectName } from './project.js';

const KeyId = Type.String({
  pattern: API_KEY_ID_PATTERN,
  description: 'the id of a key, which is no secret: the 12 hexadecimal digits after rote_',
});

const Scopes = Type.Array(Type.Enum([...SCOPES]), {
  minItems: 1,
  maxItems: SCOPES.length,
  uniqueItems: true,
  description: `a list of ${SCOPES.join(', ')}; submit and operate include read, admin includes all`,
});

const Name = Type.String({
  minLength: 1,
  maxLength: 100,
  pattern: '^[^\\u0000-\\u001f\\u007f\\ud800-\\udfff]*$',
  description: 'a name of 1 to 100 characters, such as a person’s or a program’s',
});

/** The body of a POST of a key. */
export const NewApiKey = Type.Object(
  {
    name: Name,
    scopes: Scopes,
    project: Type.Optional(
      Nullable(ProjectName, {
        description:
          'the only project whose sweeps it can submit or change; omit it, or null, for all. A key with the scope admin is for all',
      }),
    ),
    expiresInDays: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: 3650,
        description: 'a whole number of days from 1 to 3650 after which it stops working; omit it for never',
      }),
    ),
  },
  { ...closed, description: 'a key to make' },
);
export type NewApiKey = Static<typeof NewApiKey>;

export const ApiKey = Type.Object(
  {
    id: KeyId,
    name: Type.String({ description: 'what a person called it' }),
    scopes: Scopes,
    project: Nullable(ProjectName, {
      description: 'the only project whose sweeps it can submit or change; null: all',
    }),
    state: Type.Enum(['active', 'expired', 'revoked'], { description: 'only an active key works' }),
    createdAt: Instant('when it was made'),
    expiresAt: Nullable(Instant('when it stops working'), { description: 'null: never' }),
    lastUsedAt: Nullable(Instant('when a request last presented it'), {
      description: 'to within a minute; null before the first use',
    }),
    revokedAt: Nullable(Instant('when it was revoked')),
  },
  { ...closed, description: 'a key of the API, without its secret' },
);
export type ApiKey = Static<typeof ApiKey>;

export const CreatedApiKey = Type.Object(
  {
    ...ApiKey.properties,
    key: Type.String({
      pattern: API_KEY_PATTERN,
      description: 'the key itself, which is shown only this once: send it as Authorization: Bearer KEY',
    }),
  },
  { ...closed, description: 'a new key' },
);
export type CreatedApiKey = Static<typeof CreatedApiKey>;

export const ApiKeyList = Type.Object(
  { items: Type.Array(ApiKey) },
  { ...closed, description: 'all keys, the newest first' },
);
export type ApiKeyList = Static<typeof ApiKeyList>;

export const ApiKeyPath = Type.Object({ id: KeyId }, closed);
