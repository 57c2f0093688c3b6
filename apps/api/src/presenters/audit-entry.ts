import type { AuditEntry } from '@rote/contracts';
import type { AuditRecord } from '@rote/store';

export const toAuditEntry = (entry: AuditRecord): AuditEntry => ({
  ...entry,
  madeAt: entry.madeAt.toISOString(),
});
