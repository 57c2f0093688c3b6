import type { ApiKey } from '@rote/contracts';
import type { KeyRecord } from '@rote/store';

export const toApiKey = (key: KeyRecord): ApiKey => ({
  id: key.id,
  name: key.name,
  scopes: [...key.scopes],
  project: key.project,
  state: key.state,
  createdAt: key.createdAt.toISOString(),
  expiresAt: key.expiresAt?.toISOString() ?? null,
  lastUsedAt: key.lastUsedAt?.toISOString() ?? null,
  revokedAt: key.revokedAt?.toISOString() ?? null,
});
