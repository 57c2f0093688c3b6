import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { faultsOf } from './fuzz/judge.js';
import { type Operation, readOperations } from './fuzz/operations.js';
import { type Plan, requestsFor } from './fuzz/requests.js';
import { type FuzzedServer, startFuzzedServer } from './fuzz/server.js';

/** How many requests each operation gets, and from which seed; `npm run fuzz` changes them. */
const RUNS = Number(process.env['ROTE_FUZZ_RUNS'] ?? 12);
const SEED = Number(process.env['ROTE_FUZZ_SEED'] ?? 1);
const MINUTES = Number(process.env['ROTE_FUZZ_MINUTES'] ?? 0);
const IS_LONG = process.env['ROTE_FUZZ_SEED'] !== undefined;
const MINUTE = 60_000;

/** Drawings of a sweep take a processor half a second or more each. */
const DRAWN: readonly string[] = ['listReportTables', 'getReport', 'listFigures', 'getFigureAsPng'];
const runsOf = ({ id }: Operation): number => Math.ceil(DRAWN.includes(id) ? RUNS / 4 : RUNS);

/** A request whose answer was wrong. */
interface Failure {
  readonly operation: string;
  readonly seed: number;
  readonly faults: readonly string[];
  readonly plan: Plan;
}

let server: FuzzedServer;
let operations: readonly Operation[];
beforeAll(async () => {
  server = await startFuzzedServer();
  operations = await readOperations(server.api.app);
});
afterAll(() => server.close());

/** How often each operation gave each status. */
const counts = new Map<string, Map<number | string, number>>();
const count = (operation: string, status: number | string): void => {
  const ofOperation = counts.get(operation) ?? new Map<number | string, number>();
  counts.set(operation, ofOperation.set(status, (ofOperation.get(status) ?? 0) + 1));
};

const shorten = (plan: Plan): string => JSON.stringify(plan).slice(0, 1500);

/** Sends requests of a seed to every operation. */
async function round(seed: number): Promise<readonly Failure[]> {
  const failures: Failure[] = [];
  const waiting = [...operations];
  const send = async (operation: Operation): Promise<void> => {
    await server.refill();
    for (const plan of fc.sample(requestsFor(operation), {
      seed: seed * operations.length + operations.indexOf(operation),
      numRuns: runsOf(operation),
    })) {
      try {
        const answer = await server.send(plan);
        count(operation.id, answer.status);
        const faults = faultsOf(operation, plan, answer);
        if (faults.length > 0) failures.push({ operation: operation.id, seed, faults, plan });
      } catch (error) {
        count(operation.id, 'no answer');
        failures.push({ operation: operation.id, seed, faults: [String(error)], plan });
      }
    }
  };
  const sendAll = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await send(next);
  };
  await Promise.all(Array.from({ length: 4 }, sendAll));
  return failures;
}

/** Prints what `npm run fuzz` is for. */
function report(seeds: number): void {
  const lines = [...counts].map(([operation, statuses]) => {
    const sorted = [...statuses].sort(([a], [b]) => Number(a) - Number(b));
    return `${operation.padEnd(24)} ${sorted.map(([status, number]) => `${String(status)}×${String(number)}`).join(' ')}`;
  });
  console.log(`${String(seeds)} seeds from ${String(SEED)}\n${lines.join('\n')}`);
}

it(
  'answers every request as the document says, whatever is wrong with it',
  async () => {
    const endAt = performance.now() + MINUTES * MINUTE;
    const failures: Failure[] = [];
    let seeds = 0;
    do failures.push(...(await round(SEED + seeds++)));
    while (performance.now() < endAt && failures.length === 0);
    if (IS_LONG) report(seeds);
    expect(
      failures.map(
        ({ operation, seed, faults, plan }) =>
          `${operation} (seed ${String(seed)}): ${faults.join('; ')}\n  ${shorten(plan)}`,
      ),
    ).toEqual([]);
    const health = await server.api.app.inject('/healthz');
    expect(health.statusCode).toBe(200);
  },
  Math.max(2, MINUTES + 5) * MINUTE,
);
