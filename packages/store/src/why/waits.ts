import { RoteError } from '@rote/domain';
import type { Database, Queryable } from '../database/database.js';
import { listProjects, type ProjectRecord } from '../projects/projects.js';
import { getSweep } from '../sweeps/find-sweep.js';
import { countAhead, type Fleet, readFleet } from './fleet.js';
import { type AskedCells, cellsOfSweep, oneCell, readWaitGroups, type WaitGroup } from './read-waits.js';

/** Cells that wait for the same thing, and what is known of it. */
export interface Wait extends WaitGroup {
  /** Cells of a higher priority that wait for the same device; 0 if these do not wait for a slot. */
  readonly ahead: number;
  /** The paused sweeps that contain the example, at most ten; empty if an active one does. */
  readonly pausedSweeps: readonly string[];
}

export interface Waits {
  readonly groups: readonly Wait[];
  readonly fleet: Fleet;
  /** The projects that a group names, by name. */
  readonly projects: ReadonlyMap<string, ProjectRecord>;
}

/** Tells why cells are not being trained. */
export interface WaitStore {
  /** Resolves to one group. @throws RoteError `cell-not-found` */
  ofCell(id: string, options: { readonly leaseMs: number }): Promise<Waits>;
  /** Resolves to groups of all cells of the sweep. @throws RoteError `sweep-not-found` */
  ofSweep(id: string, options: { readonly leaseMs: number }): Promise<Waits>;
}

const MAX_SWEEPS = 10;

async function findPausedSweeps(client: Queryable, cellId: string): Promise<readonly string[]> {
  const sweeps = await client.$queryRaw<{ id: string }[]>`
    SELECT s.id::text AS id FROM sweep_cells m JOIN sweeps s ON s.id = m.sweep_id
    WHERE m.cell_id = ${cellId} AND s.paused_at IS NOT NULL AND s.cancelled_at IS NULL
    ORDER BY s.created_at, s.id LIMIT ${MAX_SWEEPS}`;
  return sweeps.map(({ id }) => id);
}

async function readWaits(client: Queryable, asked: AskedCells, leaseMs: number): Promise<Waits> {
  const groups = await readWaitGroups(client, asked, leaseMs);
  const counted = new Map<string, Promise<number>>();
  /** Counts once for all groups with the same priority and device. */
  const aheadOf = ({ state, priority, device, until }: WaitGroup): Promise<number> => {
    if ((state !== 'pending' && state !== 'queued') || priority === null || until !== null)
      return Promise.resolve(0);
    const key = `${String(priority)} ${device}`;
    const count = counted.get(key) ?? countAhead(client, { priority, device });
    counted.set(key, count);
    return count;
  };
  const waits: Wait[] = [];
  for (const group of groups)
    waits.push({
      ...group,
      ahead: await aheadOf(group),
      pausedSweeps: group.isWanted === false ? await findPausedSweeps(client, group.example) : [],
    });
  const isShort = groups.some(({ outOfQuota }) => outOfQuota !== null);
  const projects = isShort ? await listProjects(client) : [];
  return {
    groups: waits,
    fleet: await readFleet(client, leaseMs),
    projects: new Map(projects.map((project) => [project.name, project])),
  };
}

export function createWaitStore({ client }: Pick<Database, 'client'>): WaitStore {
  return {
    async ofCell(id, { leaseMs }) {
      const waits = await readWaits(client, oneCell(id), leaseMs);
      if (waits.groups.length === 0) throw new RoteError('cell-not-found', `there is no cell ${id}`);
      return waits;
    },
    async ofSweep(id, { leaseMs }) {
      await getSweep(client, id);
      return readWaits(client, cellsOfSweep(id), leaseMs);
    },
  };
}
