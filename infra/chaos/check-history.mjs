import { isDeepStrictEqual } from 'node:util';

const WITH_RESULT = ['succeeded', 'diverged'];
/** An attempt with such an outcome has trained its cell to the end. */
const isTrained = ({ outcome }) => WITH_RESULT.includes(outcome);

/** What was seen of the cell's result, poll for poll: its hash, or `null` where there was none. */
const seenOf = (polls, id) => polls.map(({ cells }) => cells.find((cell) => cell.id === id)?.result ?? null);

/** Why a cell counts as lost; undefined where it does not. */
function findLoss(row, seen) {
  if (row === undefined) return 'is not in Postgres';
  if (!WITH_RESULT.includes(row.state))
    return `is ${row.state}${row.error ? ` (${row.error.class}: ${row.error.message})` : ''}`;
  if (row.results.length === 0) return `is ${row.state} without a result`;
  const first = seen.findIndex((result) => result !== null);
  if (first !== -1 && seen.includes(null, first)) return 'had a result that was gone later';
  return undefined;
}

/** Why a cell counts as trained twice. */
function findDuplicate(row, { trainedOnce }) {
  if (row === undefined) return undefined;
  const { attempts, results } = row;
  if (results.length > 1) return `has ${results.length} results`;
  const trained = attempts.filter(isTrained).length;
  if (trained > 1) return `has ${trained} attempts that came to a result`;
  const [result] = results;
  if (result === undefined) return undefined;
  const last = Math.max(...attempts.map(({ number }) => number));
  if (last > result.attempt) return `has its result of attempt ${result.attempt}, and an attempt ${last}`;
  if (trainedOnce && attempts.length > 1) return `took ${attempts.length} attempts, though nothing failed`;
  const epochs = result.measured.curve.map(({ epoch }) => epoch);
  const expected = Array.from({ length: result.measured.result.final?.epoch ?? 0 }, (_, index) => index + 1);
  if (!isDeepStrictEqual(epochs, expected)) return `has the epochs ${epochs.join(' ')} in its curve`;
  return undefined;
}

/** The names of the fields in which two values differ. */
const differences = (one, other) =>
  [...new Set([...Object.keys(one), ...Object.keys(other)])].filter(
    (name) => !isDeepStrictEqual(one[name], other[name]),
  );

/** Why a cell's result counts as changed. */
function findChange(row, seen, reference) {
  const hashes = new Set(seen.filter((result) => result !== null));
  if (hashes.size > 1) return `has had ${hashes.size} different results`;
  const [result] = row?.results ?? [];
  if (result === undefined) return undefined;
  const { microBatches } = row.attempts.find(({ number }) => number === result.attempt) ?? {
    microBatches: 1,
  };
  const undisturbed = reference[microBatches];
  const { measured } = result;
  if (isDeepStrictEqual(measured, undisturbed)) return undefined;
  const epoch = measured.curve.findIndex((row, index) => !isDeepStrictEqual(row, undisturbed.curve[index]));
  const inCurve = epoch === -1 ? '' : `, its curve from epoch ${epoch + 1} on`;
  const fields = differences(measured.result, undisturbed.result).join(', ');
  return `differs from the undisturbed run (micro batches ${microBatches}) in ${fields || 'its curve'}${inCurve}`;
}

/**
 * What a run has lost, trained twice or changed, judged by nothing but what Postgres showed during it and shows after it.
 * A cell counts once in each of the three.
 *
 * - lost: not ended with a result, or a result once seen was gone later
 * - duplicated: more than one result, more than one attempt that came to one, an attempt after it, or a curve whose
 *   epochs are not 1, 2, 3 …
 * - changed: the result or its curve was not the same at all times, or is not, to the bit, the undisturbed run's
 *
 * @param history.cellIds the cells that were submitted
 * @param history.polls what was seen during the run: `[{cells: [{id, result: hash | null}]}]`, in order
 * @param history.rows by cell id, as `readFinalRows` gives them
 * @param history.reference by cell id and micro batches, what an undisturbed run measured
 * @param history.trainedOnce whether a second attempt is one too many: nothing failed
 */
export function checkHistory({ cellIds, polls, rows, reference, trainedOnce = false }) {
  const verdict = { lost: 0, duplicated: 0, changed: 0, details: [] };
  for (const id of cellIds) {
    const row = rows[id];
    const seen = seenOf(polls, id);
    const found = {
      lost: findLoss(row, seen),
      duplicated: findDuplicate(row, { trainedOnce }),
      changed: findChange(row, seen, reference[id] ?? {}),
    };
    for (const [kind, why] of Object.entries(found)) {
      if (why === undefined) continue;
      verdict[kind]++;
      verdict.details.push(`${kind}: cell ${id.slice(0, 12)} ${why}`);
    }
  }
  return verdict;
}
