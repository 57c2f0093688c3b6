import { type Author, recordChange } from '../access/audit.js';
import { HAS_NOT_ENDED } from '../cells/active-sweep.js';
import type { Database, Queryable } from '../database/database.js';
import { countChange } from './sweep-changes.js';

/** What to change of a sweep; what is left out stays. */
export interface SweepPatch {
  readonly name?: string;
  readonly notes?: string;
  /** Labels to set; `null` removes one, and others stay. */
  readonly labels?: Readonly<Record<string, string | null>>;
  /** Only of a sweep that has not ended. */
  readonly priority?: number;
}

/** A condition on the revision that a person has seen. */
export type RevisionCheck = (revision: number) => boolean;

/** What came of a change that other changes may precede. */
export type PatchOutcome = 'done' | 'unknown' | 'ended' | 'stale' | 'too-many-labels';

export const MAX_LABELS = 64;

interface Editable {
  readonly name: string;
  readonly notes: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly priority: number;
  readonly isArchived: boolean;
  readonly revision: number;
  readonly hasEnded: boolean;
}

/** Locks a sweep until the transaction ends. */
async function lockSweep(tx: Queryable, id: string): Promise<Editable | undefined> {
  const [sweep] = await tx.$queryRaw<Editable[]>`
    SELECT name, notes, labels, priority, archived_at IS NOT NULL AS "isArchived", revision, NOT ${HAS_NOT_ENDED} AS "hasEnded"
    FROM sweeps WHERE id = ${id}::uuid FOR NO KEY UPDATE`;
  return sweep;
}

function mergeLabels(
  labels: Readonly<Record<string, string>>,
  changes: NonNullable<SweepPatch['labels']>,
): Readonly<Record<string, string>> {
  const merged = new Map(Object.entries(labels));
  for (const [key, value] of Object.entries(changes))
    if (value === null) merged.delete(key);
    else merged.set(key, value);
  return Object.fromEntries([...merged].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Returns what differs from the sweep, of all that the patch names. */
function changesOf(sweep: Editable, { name, notes, labels, priority }: SweepPatch): SweepPatch {
  const merged = labels === undefined ? sweep.labels : mergeLabels(sweep.labels, labels);
  const changed = Object.fromEntries(
    Object.entries(labels ?? {}).filter(([key, value]) => (sweep.labels[key] ?? null) !== value),
  );
  return {
    ...(name !== undefined && name !== sweep.name && { name }),
    ...(notes !== undefined && notes !== sweep.notes && { notes }),
    ...(Object.keys(changed).length > 0 && { labels: merged }),
    ...(priority !== undefined && priority !== sweep.priority && { priority }),
  };
}

/** Changes what the patch names, all of it or nothing. A patch that changes nothing leaves no trace. */
export function patchSweep(
  database: Database,
  id: string,
  patch: SweepPatch,
  { author, isCurrent }: { readonly author: Author; readonly isCurrent: RevisionCheck },
): Promise<PatchOutcome> {
  return database.transaction(async (tx) => {
    const sweep = await lockSweep(tx, id);
    if (sweep === undefined) return 'unknown';
    if (!isCurrent(sweep.revision)) return 'stale';
    if (patch.priority !== undefined && sweep.hasEnded) return 'ended';
    const changes = changesOf(sweep, patch);
    if (Object.keys(changes).length === 0) return 'done';
    const { name = sweep.name, notes = sweep.notes, priority = sweep.priority } = changes;
    const labels = changes.labels ?? sweep.labels;
    if (Object.keys(labels).length > MAX_LABELS) return 'too-many-labels';
    await tx.$executeRaw`
      UPDATE sweeps SET name = ${name}, notes = ${notes}, labels = ${JSON.stringify(labels)}::jsonb, priority = ${priority},
        revision = revision + 1, fair_start = CASE priority WHEN ${priority} THEN fair_start END
      WHERE id = ${id}::uuid`;
    const { priority: newPriority, ...texts } = changes;
    if (Object.keys(texts).length > 0)
      await recordChange(tx, author, { action: 'sweep.edit', object: id, details: texts });
    if (newPriority === undefined) return 'done';
    await recordChange(tx, author, {
      action: 'sweep.prioritize',
      object: id,
      details: { priority: newPriority },
    });
    await countChange(tx);
    return 'done';
  });
}

/** Archives a sweep, or brings it back; resolves to whether it exists. */
export function archiveSweep(
  database: Database,
  id: string,
  isArchived: boolean,
  author: Author,
): Promise<boolean> {
  return database.transaction(async (tx) => {
    const sweep = await lockSweep(tx, id);
    if (sweep === undefined || sweep.isArchived === isArchived) return sweep !== undefined;
    await tx.$executeRaw`
      UPDATE sweeps SET archived_at = CASE WHEN ${isArchived} THEN now() END, revision = revision + 1
      WHERE id = ${id}::uuid`;
    await recordChange(tx, author, { action: isArchived ? 'sweep.archive' : 'sweep.unarchive', object: id });
    return true;
  });
}
