import { Type } from 'typebox';
import { closed } from './nullable.js';

const UUID_PATTERN = '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$';
const CELL_ID_PATTERN = '^[0-9a-f]{64}$';

/** The same, also in upper case. */
const anyCase = (pattern: string): string => pattern.replaceAll('a-f', 'a-fA-F');

/**
 * Marks a schema of text that is read in lower case, whatever case it arrives in. It is not part of the JSON Schema.
 */
export const IS_LOWERED = Symbol('is read in lower case');

export const SweepId = Type.String({
  pattern: UUID_PATTERN,
  description: 'a sweep id: a UUID in lower case',
});

export const CellId = Type.String({
  pattern: CELL_ID_PATTERN,
  description: 'a whole cell id: 64 hexadecimal digits in lower case (SHA-256 of the canonical cell)',
});

/** A UUID in a request, in either case. */
export const UUID_INPUT_PATTERN = anyCase(UUID_PATTERN);

/** A sweep's id in a request. */
export const SweepIdInput = Type.String({
  [IS_LOWERED]: true,
  pattern: UUID_INPUT_PATTERN,
  description: 'a sweep id: a UUID, in either case',
});

/** A cell's id in a request. */
export const CellIdInput = Type.String({
  [IS_LOWERED]: true,
  pattern: anyCase(CELL_ID_PATTERN),
  description: 'a whole cell id: 64 hexadecimal digits, in either case',
});

export const SweepPath = Type.Object({ id: SweepIdInput }, closed);
export const CellPath = Type.Object({ id: CellIdInput }, closed);
