import type { CellState } from '@rote/domain';
import { RoteError } from '@rote/domain';
import { AT_THE_HOST, type Author } from '../access/audit.js';
import { cancelMore, cancelSweep } from './cancel-sweep.js';
import { deleteMore, deleteSweep, type DeletionPlan, planDeletion } from './delete-sweep.js';
import type { CellRecord } from '../cells/cell-row.js';
import { toCellRecord } from '../cells/cell-row.js';
import type { CellStream } from './chunks.js';
import type { Database } from '../database/database.js';
import {
  countDifference,
  type DiffCell,
  type DiffCounts,
  type DiffPart,
  listDifference,
} from './diff-sweeps.js';
import { findOtherSweeps, type OtherSweep } from './find-other-sweeps.js';
import { findSweep, getSweep, isUuid, sweepNotFound } from './find-sweep.js';
import { listSweeps, type SweepListPage } from './list-sweeps.js';
import { type LastEpoch, readLastEpochs } from '../cells/last-epochs.js';
import { type NextAttempt, readNextAttempts } from '../cells/next-attempts.js';
import { pauseSweep } from './pause-sweep.js';
import type { OutlookOptions } from '../estimate/remaining-time.js';
import { findSource, type SweepSource } from './sweep-source.js';
import { readOutlooks, type SweepOutlook } from './outlooks.js';
import { resumeSweep } from './resume-sweep.js';
import type { RetryFilter } from './retry-sweep.js';
import { retrySweep } from './retry-sweep.js';
import { archiveSweep, MAX_LABELS, patchSweep, type RevisionCheck, type SweepPatch } from './patch-sweep.js';
import { type PlanOptions, planSweep, type SweepPlan } from './plan-sweep.js';
import { submitSweep, type SweepSubmission } from './submit-sweep.js';
import type { ResultPageOptions, StoredRow } from './sweep-results.js';
import { createAxesReader, type SweepAxis } from './sweep-axes.js';
import { readResultPage } from './sweep-results.js';
import type { Sweep } from './sweep-row.js';

export interface SweepCell {
  /** Its place in the sweep's expansion, from 0. */
  readonly position: number;
  /** Whether it already had its result when the sweep was submitted. */
  readonly cached: boolean;
  readonly cell: CellRecord;
  /** The last epoch seen; `undefined` before the first. */
  readonly last?: LastEpoch | undefined;
  /** The next attempt, if it waits for one after a failure. */
  readonly nextAttempt?: NextAttempt | undefined;
}

/** How the cells of two sweeps differ. */
interface SweepDifference {
  readonly left: Sweep;
  readonly right: Sweep;
  readonly counts: DiffCounts;
  readonly cells: readonly DiffCell[];
}

export interface SweepStore {
  /**
   * Submits a sweep in one transaction, however many cells it has; they are collected beforehand.
   *
   * @throws RoteError `idempotency-conflict` if the key was used with another body or project, `project-not-found`
   */
  submit(submission: SweepSubmission): Promise<{ readonly sweep: Sweep; readonly created: boolean }>;
  /** Returns what submitting these cells would find; writes nothing. */
  plan(cells: CellStream, options: PlanOptions): Promise<SweepPlan>;
  find(id: string): Promise<Sweep | undefined>;
  /** Returns the project of a sweep, which never changes; undefined if there is no such sweep. */
  findProject(id: string): Promise<string | undefined>;
  /** @throws RoteError `sweep-not-found` */
  get(id: string): Promise<Sweep>;
  /** Returns sweeps, newest first; `before` is a sweep's id. */
  list(page: SweepListPage): Promise<readonly Sweep[]>;
  /**
   * Returns cells in order of position; `after` is a position.
   *
   * @throws RoteError `sweep-not-found`
   */
  listCells(
    id: string,
    page: {
      readonly state?: CellState;
      /** Selects only cells that have been tried before, or only the others. */
      readonly tried?: boolean;
      readonly limit: number;
      readonly after?: number;
    },
  ): Promise<readonly SweepCell[]>;
  /**
   * Returns a page of its rows in the view `results`, in order of position.
   *
   * @throws RoteError `sweep-not-found`
   */
  listResults(id: string, page: ResultPageOptions): Promise<readonly StoredRow[]>;
  /** The axes that vary in a sweep, those of its grid first. @throws RoteError `sweep-not-found` */
  readAxes(id: string): Promise<{ readonly cells: number; readonly axes: readonly SweepAxis[] }>;
  /**
   * Cancels the sweep's cells that no other sweep wants, including running ones.
   *
   * @throws RoteError `sweep-not-found`, `sweep-ended`
   */
  cancel(id: string, author?: Author): Promise<Sweep>;
  /**
   * Cancels more cells of a large sweep that was cancelled: pending ones, of which `cancel` cancels only the first. Resolves to
   * `false` if there is nothing left to do.
   */
  cancelMore(): Promise<boolean>;
  /** Counts what deleting the sweep would delete now. @throws RoteError `sweep-not-found`, `sweep-active` */
  planDeletion(id: string): Promise<DeletionPlan>;
  /**
   * Deletes a sweep that has ended. Its cells, and all that came of them, follow with `deleteMore`, but for those that another sweep
   * contains.
   *
   * @throws RoteError `sweep-not-found`, `sweep-active`
   */
  delete(id: string, author?: Author): Promise<void>;
  /** Deletes more cells of deleted sweeps. Resolves to `false` if there is nothing left to do. */
  deleteMore(): Promise<boolean>;
  /**
   * Returns the sweeps that keep its cells from being cancelled: active ones first, then those with the most cells; ten
   * at most.
   */
  findOthers(id: string): Promise<readonly OtherSweep[]>;
  /**
   * Stops asking for its cells until it is resumed; those that other active sweeps contain continue.
   *
   * @throws RoteError `sweep-not-found`, `sweep-ended`
   */
  pause(id: string, author?: Author): Promise<Sweep>;
  /** @throws RoteError `sweep-not-found`, `sweep-ended` */
  resume(id: string, author?: Author): Promise<Sweep>;
  /**
   * Changes name, notes, labels or priority, all or nothing; its spec stays as it was submitted. Resolves to undefined
   * if `isCurrent` rejects its revision.
   *
   * @throws RoteError `sweep-not-found`, `sweep-ended` if it has ended and its priority should change, `request-invalid`
   *   if it would have too many labels
   */
  patch(
    id: string,
    patch: SweepPatch,
    options?: { readonly author?: Author; readonly isCurrent?: RevisionCheck },
  ): Promise<Sweep | undefined>;
  /** Changes the priority. @throws RoteError `sweep-not-found`, `sweep-ended` */
  setPriority(id: string, priority: number, author?: Author): Promise<Sweep>;
  /** Hides it from lists that show no archived sweeps, or brings it back. @throws RoteError `sweep-not-found` */
  archive(id: string, isArchived: boolean, author?: Author): Promise<Sweep>;
  /**
   * Retries its matching failed cells, with a new count of failures; resolves to how many.
   *
   * @throws RoteError `sweep-not-found`, or `sweep-ended` if it is cancelled
   */
  retry(id: string, filter: RetryFilter, author?: Author): Promise<number>;
  /** Returns the text that a sweep was submitted with; `undefined` if it was not kept. */
  findSource(id: string): Promise<SweepSource | undefined>;
  /**
   * Compares the cells of two sweeps, and returns a page of those of one part in order of position; `after` is one.
   *
   * @throws RoteError `sweep-not-found`
   */
  diff(
    left: string,
    right: string,
    page: { readonly part: DiffPart; readonly limit: number; readonly after?: number | undefined },
  ): Promise<SweepDifference>;
  /** Returns the outlook of each of these sweeps that is active, in as many queries as for one. */
  outlooks(sweeps: readonly Sweep[], options: OutlookOptions): Promise<ReadonlyMap<string, SweepOutlook>>;
}

export function createSweepStore(database: Database): SweepStore {
  const { client } = database;

  const find = (id: string): Promise<Sweep | undefined> => findSweep(client, id);
  const get = (id: string): Promise<Sweep> => getSweep(client, id);
  const readAxesOf = createAxesReader(client);

  /** Returns the sweep after `change`, which resolves to whether the change was possible. */
  const getChanged = async (
    id: string,
    change: () => Promise<boolean>,
    consequence: string,
  ): Promise<Sweep> => {
    const isChanged = isUuid(id) && (await change());
    const sweep = await get(id);
    if (!isChanged)
      throw new RoteError('sweep-ended', `sweep ${id} is already ${sweep.state}; ${consequence}`);
    return sweep;
  };

  const patch: SweepStore['patch'] = async (
    id,
    changes,
    { author = AT_THE_HOST, isCurrent = () => true } = {},
  ) => {
    const outcome = isUuid(id) ? await patchSweep(database, id, changes, { author, isCurrent }) : 'unknown';
    switch (outcome) {
      case 'done':
        return await get(id);
      case 'stale':
        return undefined;
      case 'unknown':
        throw sweepNotFound(id);
      case 'ended': {
        const { state } = await get(id);
        throw new RoteError(
          'sweep-ended',
          `sweep ${id} is already ${state}; its priority can no longer change`,
        );
      }
      case 'too-many-labels':
        throw new RoteError(
          'request-invalid',
          `sweep ${id} would have more than ${String(MAX_LABELS)} labels: remove some first, with null as their value`,
        );
      default:
        throw new TypeError(`unknown outcome: ${JSON.stringify(outcome satisfies never)}`);
    }
  };

  const findProject: SweepStore['findProject'] = async (id) => {
    const sweep = isUuid(id)
      ? await client.sweep.findUnique({ where: { id }, select: { projectName: true } })
      : null;
    return sweep?.projectName;
  };

  const sweepActive = (id: string): RoteError =>
    new RoteError('sweep-active', `sweep ${id} has cells left to train; cancel it before you delete it`);

  return {
    find,
    findProject,
    get,
    async submit(submission) {
      const { id, created } = await submitSweep(database, submission);
      return { sweep: await get(id), created };
    },
    plan: (cells, options) => planSweep(client, cells, options),
    async list(page) {
      if (page.before !== undefined) await get(page.before);
      return listSweeps(client, page);
    },
    async listCells(id, { state, tried, limit, after }) {
      if (!isUuid(id)) throw sweepNotFound(id);
      const rows = await client.sweepCell.findMany({
        where: {
          sweepId: id,
          ...(state === undefined ? {} : { state }),
          ...(tried === undefined ? {} : { tried }),
          ...(after === undefined ? {} : { position: { gt: after } }),
        },
        include: { cell: true },
        orderBy: { position: 'asc' },
        take: limit,
      });
      if (rows.length === 0 || (await findProject(id)) === undefined) await get(id);
      const last = await readLastEpochs(client, rows);
      const nextAttempts = await readNextAttempts(
        client,
        rows.map(({ cellId }) => cellId),
      );
      return rows.map(({ position, cached, cell, cellId }) => ({
        position,
        cached,
        cell: toCellRecord(cell),
        last: last.get(cellId),
        nextAttempt: nextAttempts.get(cellId),
      }));
    },
    async listResults(id, page) {
      if (!isUuid(id)) throw sweepNotFound(id);
      const rows = await readResultPage(client, id, page);
      if (rows.length === 0) await get(id);
      return rows;
    },
    async readAxes(id) {
      const sweep = await get(id);
      return { cells: sweep.cells, axes: await readAxesOf(sweep) };
    },
    cancel: (id, author = AT_THE_HOST) =>
      getChanged(id, () => cancelSweep(database, id, author), 'it can no longer be cancelled'),
    cancelMore: () => cancelMore(database),
    async planDeletion(id) {
      const { endedAt } = await get(id);
      const plan = await planDeletion(client, id);
      if (plan === undefined) throw sweepNotFound(id);
      if (endedAt === null) throw sweepActive(id);
      return plan;
    },
    async delete(id, author = AT_THE_HOST) {
      const outcome = isUuid(id) ? await deleteSweep(database, id, author) : 'unknown';
      if (outcome === 'unknown') throw sweepNotFound(id);
      if (outcome === 'active') throw sweepActive(id);
    },
    deleteMore: () => deleteMore(database),
    findOthers: async (id) => (isUuid(id) ? await findOtherSweeps(client, id) : []),
    pause: (id, author = AT_THE_HOST) =>
      getChanged(id, () => pauseSweep(database, id, author), 'it can no longer be paused'),
    resume: (id, author = AT_THE_HOST) =>
      getChanged(id, () => resumeSweep(database, id, author), 'it can no longer be resumed'),
    patch,
    async setPriority(id, priority, author = AT_THE_HOST) {
      return (await patch(id, { priority }, { author })) ?? (await get(id));
    },
    async archive(id, isArchived, author = AT_THE_HOST) {
      if (!isUuid(id) || !(await archiveSweep(database, id, isArchived, author))) throw sweepNotFound(id);
      return await get(id);
    },
    async retry(id, filter, author = AT_THE_HOST) {
      const retried = isUuid(id) ? await retrySweep(database, id, filter, author) : undefined;
      if (retried !== undefined) return retried;
      const { state } = await get(id);
      throw new RoteError('sweep-ended', `sweep ${id} is ${state}: submit it again to train what is left`);
    },
    findSource: async (id) => (isUuid(id) ? await findSource(client, id) : undefined),
    async diff(leftId, rightId, { part, limit, after }) {
      const [left, right] = [await get(leftId), await get(rightId)];
      const counts = await countDifference(client, leftId, rightId);
      const cells = await listDifference(client, { left: leftId, right: rightId, part }, { limit, after });
      return { left, right, counts, cells };
    },
    outlooks: (sweeps, options) => readOutlooks(client, sweeps, options),
  };
}
