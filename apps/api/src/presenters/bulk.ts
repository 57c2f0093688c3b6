import type { BulkProgress } from '@rote/contracts';
import type { BulkRecord } from '@rote/store';

export const toBulkProgress = ({ createdAt, endedAt, refusals, ...rest }: BulkRecord): BulkProgress => ({
  ...rest,
  createdAt: createdAt.toISOString(),
  endedAt: endedAt?.toISOString() ?? null,
  refusals: [...refusals],
});
