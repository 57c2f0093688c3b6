/**
 * Records how long small sweeps take through the whole service, for the test of the interval around an estimated time:
 *
 *     npm run bench:record-sweeps -- packages/store/test/fixtures/recorded-sweeps.ndjson
 *     npm run bench:record-sweeps -- FILE --sweeps 3
 *
 * Writes a line of JSON for each sweep: its spec, the slots that trained it, the seconds from its submission to its end,
 * and for each cell, in the sweep's order, when its attempt began and ended (in seconds since the submission), its
 * epochs, and the seconds of them.
 */
import { appendFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { CellDetail, CellPage } from '@rote/contracts';
import type { SweepSpec } from '@rote/domain';
import { parseCountOption } from '@rote/domain';
import { makeTempDir } from '@rote/testkit/system';
import { createRecordedSweeps } from './recorded-sweeps.js';
import type { RunningStack } from './running-stack.js';
import { startStack } from './running-stack.js';

const {
  values: options,
  positionals: [file],
} = parseArgs({ options: { sweeps: { type: 'string', default: '75' } }, allowPositionals: true });
const count = parseCountOption('--sweeps', options.sweeps);
if (file === undefined) throw new Error('name the file to write');

const read = async <Body>(url: string): Promise<Body> => (await (await fetch(url)).json()) as Body;
const rounded = (seconds: number): number => Number(seconds.toFixed(3));

/** Trains a sweep, and returns what happened. */
async function record(stack: RunningStack, spec: SweepSpec, slots: number): Promise<object> {
  const { id, createdAt, endedAt } = await stack.train(spec, 200);
  const since = (instant: string | null): number =>
    rounded((Date.parse(instant ?? '') - Date.parse(createdAt)) / 1000);
  const { items } = await read<CellPage>(`${stack.api}/v1/sweeps/${id}/cells?limit=500`);
  const cells: object[] = [];
  for (const item of items) {
    const { attempts, result } = await read<CellDetail>(`${stack.api}/v1/cells/${item.id}`);
    const [attempt] = attempts;
    if (attempt === undefined || attempts.length > 1 || result === null)
      throw new Error(`cell ${item.id} was not trained in one attempt`);
    const { epochs, outcome, seconds } = result;
    cells.push({
      startedAt: since(attempt.startedAt),
      endedAt: since(attempt.endedAt),
      doneEpochs: outcome === 'diverged' ? epochs + 1 : epochs,
      seconds: rounded(seconds),
    });
  }
  return { spec, slots, seconds: since(endedAt), cells };
}

const stateDir = await makeTempDir();
try {
  const stack = await startStack(stateDir.path);
  try {
    const { slots } = await stack.worker();
    writeFileSync(file, '');
    for (const spec of createRecordedSweeps(count)) {
      appendFileSync(file, `${JSON.stringify(await record(stack, spec, slots))}\n`);
      console.error(`${spec.name} is done`);
    }
  } finally {
    await stack.stop();
  }
} finally {
  await stateDir.remove();
}
