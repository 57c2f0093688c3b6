import { DEFAULT_PROJECT, RoteError } from '@rote/domain';
import { AT_THE_HOST, type Author, recordChange } from '../access/audit.js';
import type { Database, Queryable } from '../database/database.js';
import { countChange } from '../sweeps/sweep-changes.js';
import { FAIR_CLOCKS } from './fair-clocks.js';

/** What a project may have; `null` for no limit. */
export interface ProjectQuotas {
  /** Its share of the slots, in proportion to those of other projects that have cells of the same priority waiting. */
  readonly share: number;
  /** The most cells queued or running at once. */
  readonly maxQueuedCells: number | null;
  /** Hours of slots per calendar month (UTC). */
  readonly slotHours: number | null;
}

/** A project, and what it has now. */
export interface ProjectRecord extends ProjectQuotas {
  readonly name: string;
  readonly createdAt: Date;
  readonly queued: number;
  readonly running: number;
  /** Hours of slots since the month began (UTC); `null` for `default`, for which they are not counted. */
  readonly slotHoursUsed: number | null;
}

/** Says which projects there are. Every change is for the next turn of the feeder. */
export interface ProjectStore {
  /** Returns all, by name. */
  list(): Promise<readonly ProjectRecord[]>;
  /** @throws RoteError `project-not-found` */
  get(name: string): Promise<ProjectRecord>;
  /**
   * Makes a project, or gives one these quotas in place of those that it had. Resolves to undefined if it exists and may not.
   *
   * @throws RoteError `request-invalid` if `default` should have a quota
   */
  put(
    name: string,
    quotas: ProjectQuotas,
    options?: { readonly author?: Author; readonly mayExist?: boolean },
  ): Promise<{ readonly project: ProjectRecord; readonly created: boolean } | undefined>;
  /** @throws RoteError `project-not-found`, `project-in-use` if it has sweeps or keys that work, or is `default` */
  delete(name: string, author?: Author): Promise<void>;
}

const notFound = (name: string): RoteError =>
  new RoteError(
    'project-not-found',
    `There is no project ${JSON.stringify(name)}; GET /v1/projects (rote projects list) lists all projects.`,
  );

/**
 * Keeps a project from being deleted until the transaction ends.
 *
 * @throws RoteError `project-not-found`
 */
export async function requireProject(tx: Queryable, name: string): Promise<void> {
  const found = await tx.$queryRaw<unknown[]>`SELECT name FROM projects WHERE name = ${name} FOR KEY SHARE`;
  if (found.length === 0) throw notFound(name);
}

/** Returns all projects, by name. */
export const listProjects = (client: Queryable): Promise<readonly ProjectRecord[]> =>
  client.$queryRaw<ProjectRecord[]>`
    SELECT p.name, p.share, p.max_queued_cells AS "maxQueuedCells", p.slot_hours AS "slotHours", p.created_at AS "createdAt",
      u.queued, u.running, u.slot_hours_used AS "slotHoursUsed"
    FROM projects p JOIN project_usage u ON u.project = p.name ORDER BY p.name COLLATE "C"`;

/** Returns the quotas of a project, which no one else changes until the transaction ends. */
async function lockQuotas(tx: Queryable, name: string): Promise<ProjectQuotas | undefined> {
  const [row] = await tx.$queryRaw<ProjectQuotas[]>`
    SELECT share, max_queued_cells AS "maxQueuedCells", slot_hours AS "slotHours" FROM projects
    WHERE name = ${name} FOR NO KEY UPDATE`;
  return row;
}

/** A new project begins where the lowest clock is, so that it neither waits for the others nor they for it. */
const insert = (tx: Queryable, name: string, { share, maxQueuedCells, slotHours }: ProjectQuotas) =>
  tx.$executeRaw`
    INSERT INTO projects (name, share, max_queued_cells, slot_hours, fair_clock)
    SELECT ${name}, ${share}, ${maxQueuedCells}::int, ${slotHours}::float8, min(clocks.elapsed) FROM (${FAIR_CLOCKS}) clocks
    ON CONFLICT (name) DO NOTHING`;

const isSame = (one: ProjectQuotas, other: ProjectQuotas): boolean =>
  one.share === other.share &&
  one.maxQueuedCells === other.maxQueuedCells &&
  one.slotHours === other.slotHours;

/** Why a project cannot be deleted; undefined if it can. The caller holds its lock, so nothing can join it. */
async function findUse(tx: Queryable, name: string): Promise<string | undefined> {
  if (name === DEFAULT_PROJECT)
    return 'The project "default" always exists: sweeps that name no project are in it.';
  const [row] = await tx.$queryRaw<{ sweeps: number; keys: string[] }[]>`
    SELECT (SELECT count(*)::int FROM sweeps WHERE project = ${name}) AS sweeps, ARRAY(
      SELECT id FROM api_keys
      WHERE project = ${name} AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > now()) ORDER BY id
    ) AS keys`;
  const { sweeps = 0, keys = [] } = row ?? {};
  if (sweeps > 0)
    return `The project ${JSON.stringify(name)} has ${String(sweeps)} ${sweeps === 1 ? 'sweep' : 'sweeps'}, which keep their project for good. Set its quotas to 0 to stop it.`;
  if (keys.length > 0)
    return `The project ${JSON.stringify(name)} has keys that work: revoke ${keys.join(', ')} first.`;
  return undefined;
}

export function createProjectStore({
  client,
  transaction,
}: Pick<Database, 'client' | 'transaction'>): ProjectStore {
  const get: ProjectStore['get'] = async (name) => {
    const found = (await listProjects(client)).find((project) => project.name === name);
    if (found === undefined) throw notFound(name);
    return found;
  };
  return {
    list: () => listProjects(client),
    get,
    async put(name, quotas, { author = AT_THE_HOST, mayExist = true } = {}) {
      if (name === DEFAULT_PROJECT && (quotas.maxQueuedCells !== null || quotas.slotHours !== null))
        throw new RoteError(
          'request-invalid',
          'The project "default" has a share but no quotas: sweeps that name no project are in it.',
        );
      const { share, maxQueuedCells, slotHours } = quotas;
      const outcome = await transaction(async (tx) => {
        const created = (await insert(tx, name, quotas)) > 0;
        if (!created && !mayExist) return undefined;
        const before = await lockQuotas(tx, name);
        if (before === undefined) throw notFound(name);
        if (!created && isSame(before, quotas)) return { created };
        await tx.$executeRaw`
          UPDATE projects SET share = ${share}, max_queued_cells = ${maxQueuedCells}::int, slot_hours = ${slotHours}::float8
          WHERE name = ${name}`;
        await recordChange(tx, author, {
          action: created ? 'project.create' : 'project.change',
          object: name,
          details: { share, maxQueuedCells, slotHours },
        });
        await countChange(tx);
        return { created };
      });
      return outcome && { ...outcome, project: await get(name) };
    },
    delete: (name, author = AT_THE_HOST) =>
      transaction(async (tx) => {
        const found = await tx.$queryRaw<
          unknown[]
        >`SELECT name FROM projects WHERE name = ${name} FOR UPDATE`;
        if (found.length === 0) throw notFound(name);
        const use = await findUse(tx, name);
        if (use !== undefined) throw new RoteError('project-in-use', use);
        await tx.$executeRaw`DELETE FROM projects WHERE name = ${name}`;
        await recordChange(tx, author, { action: 'project.delete', object: name });
        await countChange(tx);
      }),
  };
}
