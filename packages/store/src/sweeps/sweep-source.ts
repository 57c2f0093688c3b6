import type { Queryable } from '../database/database.js';

/** The text of a sweep as a person submitted it, with its comments. */
export interface SweepSource {
  readonly mediaType: 'application/yaml' | 'application/json';
  /** At most 256 KiB of UTF-8, without NUL. */
  readonly text: string;
}

/** Longer texts would not fit into a request. */
const MAX_BYTES = 262_144;

/** Keeps the text of a new sweep. One that cannot be stored is not kept: the sweep does not depend on it. */
export async function insertSource(
  tx: Queryable,
  sweepId: string,
  { mediaType, text }: SweepSource,
): Promise<void> {
  // PostgreSQL stores no NUL.
  if (Buffer.byteLength(text) > MAX_BYTES || text.includes('\0')) return;
  await tx.$executeRaw`
    INSERT INTO sweep_sources (sweep_id, media_type, source) VALUES (${sweepId}::uuid, ${mediaType}, ${text})`;
}

/** Returns `undefined` if no text was kept of the sweep. */
export async function findSource(client: Queryable, sweepId: string): Promise<SweepSource | undefined> {
  const [source] = await client.$queryRaw<SweepSource[]>`
    SELECT media_type AS "mediaType", source AS text FROM sweep_sources WHERE sweep_id = ${sweepId}::uuid`;
  return source;
}
