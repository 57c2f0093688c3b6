import type { DeviceRequirement } from '@rote/domain';
import type { Queryable } from '../database/database.js';
import { eligibleFor } from '../feed/eligible-cells.js';

/** The slots that may train what asks for a device. */
interface Slots {
  readonly live: number;
  readonly busy: number;
}

/** What live workers have. */
export interface Fleet {
  readonly workers: number;
  readonly slots: Readonly<Record<DeviceRequirement, Slots>>;
}

interface FleetRow {
  readonly workers: number;
  readonly any: number;
  readonly anyBusy: number;
  readonly gpu: number;
  readonly gpuBusy: number;
}

export async function readFleet(client: Queryable, leaseMs: number): Promise<Fleet> {
  const [row] = await client.$queryRaw<FleetRow[]>`
    SELECT count(*)::int AS workers, coalesce(sum(w.slots), 0)::int AS "any", coalesce(sum(w.busy), 0)::int AS "anyBusy",
      coalesce(sum(w.slots) FILTER (WHERE w.device = 'gpu'), 0)::int AS gpu,
      coalesce(sum(w.busy) FILTER (WHERE w.device = 'gpu'), 0)::int AS "gpuBusy"
    FROM (
      SELECT slots, device,
        (SELECT count(*) FROM cells c WHERE c.state = 'running' AND c.worker_id = workers.id) AS busy
      FROM workers
      WHERE stopped_at IS NULL AND last_seen_at >= now() - ${leaseMs} * interval '1 millisecond'
    ) w`;
  if (row === undefined) throw new TypeError('an aggregate without groups has one row');
  return {
    workers: row.workers,
    slots: { any: { live: row.any, busy: row.anyBusy }, gpu: { live: row.gpu, busy: row.gpuBusy } },
  };
}

/** Waiting cells of a higher priority are counted to this number. */
export const MOST_AHEAD = 10_000;

/**
 * Returns how many cells that are due wait for the same device with a higher priority, and not for a quota; `MOST_AHEAD` at
 * most.
 */
export async function countAhead(
  client: Queryable,
  { priority, device }: { readonly priority: number; readonly device: DeviceRequirement },
): Promise<number> {
  const eligible = eligibleFor(device);
  const [row] = await client.$queryRaw<{ ahead: number }[]>`
    SELECT count(*)::int AS ahead FROM (
      SELECT DISTINCT next.cell_id
      FROM sweeps s JOIN project_usage u ON u.project = s.project CROSS JOIN LATERAL (
        SELECT m.cell_id FROM sweep_cells m JOIN cells c ON c.id = m.cell_id
        WHERE m.sweep_id = s.id AND (m.state = 'queued' OR m.state = 'pending' AND u.room IS DISTINCT FROM 0)
          AND c.available_at <= now() AND ${eligible.cells}
        LIMIT ${MOST_AHEAD}
      ) next
      WHERE ${eligible.sweeps} AND s.priority > ${priority}
      LIMIT ${MOST_AHEAD}
    ) higher`;
  return row?.ahead ?? 0;
}
