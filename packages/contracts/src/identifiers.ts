import { Type } from 'typebox';
import { closed } from './nullable.js';

export const UUID_PATTERN = '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$';

export const SweepId = Type.String({
  pattern: UUID_PATTERN,
  description: 'a sweep id: a UUID in lower case',
});

export const CellId = Type.String({
  pattern: '^[0-9a-f]{64}$',
  description: 'a whole cell id: 64 hexadecimal digits in lower case (SHA-256 of the canonical cell)',
});

export const SweepPath = Type.Object({ id: SweepId }, closed);
export const CellPath = Type.Object({ id: CellId }, closed);
