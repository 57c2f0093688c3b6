import type { SweepState } from '@rote/domain';
import { hasState } from '../cells/active-sweep.js';
import type { Queryable } from '../database/database.js';
import { Prisma } from '../generated/client.js';
import { selectSweeps } from './find-sweep.js';
import type { Sweep, SweepRow } from './sweep-row.js';
import { toSweep } from './sweep-row.js';

/** Which sweeps to list: those that match every given condition. */
export interface SweepFilter {
  readonly state?: SweepState;
  readonly name?: string;
  readonly project?: string;
  /** Labels that a sweep must have: a key with a value, or with any value if it is `null`. */
  readonly labels?: readonly (readonly [key: string, value: string | null])[];
  /** A part of the name, the notes, or a label, in either case. */
  readonly search?: string;
  /** Default: both archived and other sweeps. */
  readonly isArchived?: boolean;
}

/** A page of sweeps; `before` is a sweep's id. */
export interface SweepListPage extends SweepFilter {
  readonly limit: number;
  readonly before?: string;
}

const like = (part: string): string => `%${part.replace(/[\\%_]/g, String.raw`\$&`)}%`;

const hasLabel = ([key, value]: readonly [string, string | null]): Prisma.Sql =>
  value === null
    ? Prisma.sql`jsonb_exists(labels, ${key})`
    : Prisma.sql`labels @> ${JSON.stringify({ [key]: value })}::jsonb`;

function mentions(part: string): Prisma.Sql {
  const pattern = like(part);
  return Prisma.sql`(name ILIKE ${pattern} OR notes ILIKE ${pattern} OR EXISTS (
    SELECT FROM jsonb_each_text(labels) AS label (key, value) WHERE key ILIKE ${pattern} OR value ILIKE ${pattern}))`;
}

/** Returns the conditions of a filter on a row of `sweeps`. */
export const matchesFilter = ({
  state,
  name,
  project,
  labels = [],
  search,
  isArchived,
}: SweepFilter): readonly Prisma.Sql[] => [
  ...(state === undefined ? [] : [hasState(state)]),
  ...(name === undefined ? [] : [Prisma.sql`name = ${name}`]),
  ...(project === undefined ? [] : [Prisma.sql`project = ${project}`]),
  ...(isArchived === undefined ? [] : [Prisma.sql`(archived_at IS NOT NULL) = ${isArchived}`]),
  ...labels.map(hasLabel),
  ...(search === undefined ? [] : [mentions(search)]),
];

/** Returns the newest first. */
export async function listSweeps(
  client: Queryable,
  { limit, before, ...filter }: SweepListPage,
): Promise<readonly Sweep[]> {
  const conditions = [
    Prisma.sql`true`,
    ...(before === undefined
      ? []
      : [Prisma.sql`(created_at, id) < (SELECT created_at, id FROM sweeps WHERE id = ${before}::uuid)`]),
    ...matchesFilter(filter),
  ];
  const rows = await client.$queryRaw<SweepRow[]>(
    selectSweeps(
      Prisma.sql`SELECT * FROM sweeps WHERE ${Prisma.join(conditions, ' AND ')}
        ORDER BY created_at DESC, id DESC LIMIT ${limit}`,
    ),
  );
  return rows.map(toSweep);
}
