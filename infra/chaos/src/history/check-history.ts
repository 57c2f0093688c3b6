import { isDeepStrictEqual } from 'node:util';
import type { MicroBatches } from '@rote/domain';
import type { Measured } from './measured.js';

/** The part of a cell's final state in Postgres that a verdict needs. */
export interface FinalRow {
  readonly state: string;
  readonly error: { readonly class: string; readonly message: string } | null;
  readonly attempts: readonly {
    readonly number: number;
    readonly outcome: string | null;
    readonly microBatches: MicroBatches;
  }[];
  readonly results: readonly { readonly attempt: number; readonly measured: Measured }[];
}

/** What an undisturbed run measured of each cell, by its id and by micro batches. */
export type Reference = Readonly<Record<string, Readonly<Partial<Record<MicroBatches, Measured>>>>>;

export interface History {
  /** The cells that were submitted. */
  readonly cellIds: readonly string[];
  /** What was seen during the run, in order: of each cell, the hash of its result, or `null` if it had none. */
  readonly polls: readonly {
    readonly cells: readonly { readonly id: string; readonly result: string | null }[];
  }[];
  /** The cells in Postgres after the run, by id. */
  readonly rows: Readonly<Record<string, FinalRow>>;
  readonly reference: Reference;
  /** Whether a second attempt counts as a duplicate, because nothing failed. Default: false. */
  readonly trainedOnce?: boolean | undefined;
}

/** How many cells a run lost, trained twice or changed, and a line for each. */
export interface Verdict {
  readonly lost: number;
  readonly duplicated: number;
  readonly changed: number;
  readonly details: readonly string[];
}
export type Violation = Exclude<keyof Verdict, 'details'>;

const WITH_RESULT: ReadonlySet<string | null> = new Set(['succeeded', 'diverged']);

/** What was seen of the cell's result in each poll: its hash, or `null` if it had none. */
const seenOf = (polls: History['polls'], id: string): readonly (string | null)[] =>
  polls.map(({ cells }) => cells.find((cell) => cell.id === id)?.result ?? null);

/** Returns why a cell counts as lost; undefined if it does not. */
function findLoss(row: FinalRow | undefined, seen: readonly (string | null)[]): string | undefined {
  if (row === undefined) return 'is not in Postgres';
  if (!WITH_RESULT.has(row.state))
    return `is ${row.state}${row.error === null ? '' : ` (${row.error.class}: ${row.error.message})`}`;
  if (row.results.length === 0) return `is ${row.state} without a result`;
  const first = seen.findIndex((result) => result !== null);
  if (first !== -1 && seen.includes(null, first)) return 'had a result that was gone later';
  return undefined;
}

/** Returns why a cell counts as trained twice; undefined if it does not. */
function findDuplicate(row: FinalRow | undefined, trainedOnce: boolean): string | undefined {
  if (row === undefined) return undefined;
  const { attempts, results } = row;
  if (results.length > 1) return `has ${results.length} results`;
  const trained = attempts.filter(({ outcome }) => WITH_RESULT.has(outcome)).length;
  if (trained > 1) return `has ${trained} attempts that led to a result`;
  const [result] = results;
  if (result === undefined) return undefined;
  const last = Math.max(...attempts.map(({ number }) => number));
  if (last > result.attempt) return `has its result from attempt ${result.attempt}, and an attempt ${last}`;
  if (trainedOnce && attempts.length > 1) return `took ${attempts.length} attempts, although nothing failed`;
  const epochs = result.measured.curve.map(({ epoch }) => epoch);
  const expected = Array.from({ length: result.measured.result.final?.epoch ?? 0 }, (_, index) => index + 1);
  if (!isDeepStrictEqual(epochs, expected)) return `has the epochs ${epochs.join(' ')} in its curve`;
  return undefined;
}

/** Returns the names of the fields in which two values differ. */
const differences = (
  one: Readonly<Record<string, unknown>>,
  other: Readonly<Record<string, unknown>>,
): readonly string[] =>
  [...new Set([...Object.keys(one), ...Object.keys(other)])].filter(
    (name) => !isDeepStrictEqual(one[name], other[name]),
  );

/** Returns why a cell's result counts as changed; undefined if it does not. */
function findChange(
  row: FinalRow | undefined,
  seen: readonly (string | null)[],
  reference: Reference[string],
): string | undefined {
  const hashes = new Set(seen.filter((result) => result !== null));
  if (hashes.size > 1) return `had ${hashes.size} different results`;
  const result = row?.results[0];
  if (result === undefined) return undefined;
  const attempt = row?.attempts.find(({ number }) => number === result.attempt);
  const microBatches = attempt?.microBatches ?? 1;
  const undisturbed = reference[microBatches];
  if (undisturbed === undefined)
    return `has no undisturbed run to compare with (micro batches ${microBatches})`;
  const { measured } = result;
  if (isDeepStrictEqual(measured, undisturbed)) return undefined;
  const epoch = measured.curve.findIndex((each, index) => !isDeepStrictEqual(each, undisturbed.curve[index]));
  const inCurve = epoch === -1 ? '' : `, its curve from epoch ${epoch + 1} on`;
  const fields = differences(measured.result, undisturbed.result).join(', ');
  return `differs from the undisturbed run (micro batches ${microBatches}) in ${fields === '' ? 'its curve' : fields}${inCurve}`;
}

/**
 * Counts the cells that a run lost, trained twice or changed. The only evidence is what Postgres showed during the run and
 * holds after it. A cell counts at most once in each of the three.
 *
 * - lost: it has not ended with a result, or a result that was seen was gone later
 * - duplicated: it has more than one result, more than one attempt that led to one, an attempt after its result, or a
 *   curve whose epochs are not 1, 2, 3 …
 * - changed: its result or its curve was not the same at all times, or differs in any bit from the undisturbed run's
 */
export function checkHistory({ cellIds, polls, rows, reference, trainedOnce = false }: History): Verdict {
  const found = cellIds.map((id) => {
    const row = rows[id];
    const seen = seenOf(polls, id);
    return {
      id,
      lost: findLoss(row, seen),
      duplicated: findDuplicate(row, trainedOnce),
      changed: findChange(row, seen, reference[id] ?? {}),
    };
  });
  const count = (kind: Violation): number => found.filter((cell) => cell[kind] !== undefined).length;
  return {
    lost: count('lost'),
    duplicated: count('duplicated'),
    changed: count('changed'),
    details: found.flatMap(({ id, ...kinds }) =>
      Object.entries(kinds).flatMap(([kind, why]) =>
        why === undefined ? [] : [`${kind}: cell ${id.slice(0, 12)} ${why}`],
      ),
    ),
  };
}
