import { loadDataset } from '@rote/datasets';
import { IMAGE_FOLDER, parseSweepSpec, resolveDataset, RoteError, type SweepSpec } from '@rote/domain';
import { openStore } from '@rote/store';
import { createApiClient } from '../client.js';
import type { CommandContext } from '../command-context.js';
import { CommandError } from '../command-error.js';
import { formatDuration } from '../format/format-duration.js';
import { formatTable } from '../format/format-table.js';
import type { Rows } from '../format/rows.js';
import { describeFinding } from '../report/describe-finding.js';
import { describeMissing } from '../report/describe-missing.js';
import { resultRowsOf } from '../report/result-row.js';
import { summaryTable } from '../report/summary-table.js';
import { readResults } from '../report/sweep-results.js';
import { writeReport } from '../report/write-report.js';
import { describeWorker } from '../stack/describe-worker.js';
import { followSweep } from '../sweeps/follow-sweep.js';
import { readSpec } from '../sweeps/read-spec.js';
import { describeEnd, requireResults } from '../sweeps/sweep-end.js';
import { type DemoStack, openDemoStack } from './demo-stack.js';

export interface DemoOptions {
  /** The sweep spec to run. */
  readonly file: string;
  /** Port of the API; 3000 or any free one when left out. */
  readonly port: number | undefined;
}

/**
 * Shows everything once: fetches the data set, starts a stack (or uses the one that runs), submits the sweep through
 * the REST API, follows it, and reports from SQL.
 *
 * @throws CommandError where a cell lacks its result, after the report; RoteError where it did not come so far
 */
export async function runDemo(context: CommandContext, { file, port }: DemoOptions): Promise<void> {
  const { config, stdin, stdout, signal } = context;
  const onStep = (line: string): void => {
    stdout.write(`${line}\n`);
  };
  const spec = parseSweepSpec(await readSpec(file, stdin));
  const { name } = resolveDataset(spec.dataset);
  if (name === IMAGE_FOLDER)
    throw new CommandError(
      'the demo fetches its images: submit a sweep of an image folder with "rote submit"',
    );
  onStep(`Data set ${name}: in ${config.ROTE_DATA_DIR}, checked by SHA-256 …`);
  await loadDataset(name, { cacheDir: config.ROTE_DATA_DIR, onProgress: onStep, signal });

  const stack = await openDemoStack(context, { port, onStep });
  try {
    await Promise.race([
      runSweep(context, stack, spec),
      stack.failed.then((error) => {
        throw error;
      }),
    ]);
  } catch (error) {
    if (!signal.aborted) throw error;
    throw new RoteError('aborted', 'Interrupted. Run it again: it goes on with the cells that are left.');
  } finally {
    if (stack.isOwn) onStep('Stopping …');
    await stack.stop();
  }
}

async function runSweep(
  { config, stdout, signal }: CommandContext,
  stack: DemoStack,
  spec: SweepSpec,
): Promise<void> {
  const api = createApiClient({ url: stack.apiUrl, token: config.ROTE_API_TOKEN, signal });
  const { items: workers } = await api.listWorkers();
  for (const worker of workers)
    if (worker.state === 'live') stdout.write(`Worker: ${describeWorker(worker)}\n`);

  const { id, cells, cached } = await api.submit(spec);
  stdout.write(
    `Submitted sweep ${id} to ${stack.apiUrl}: ${String(cells)} cells, ${String(cached)} cached\n`,
  );
  const startedAtMs = performance.now();
  const sweep = await followSweep({ api, sweepId: id, signal, output: stdout });
  const seconds = (performance.now() - startedAtMs) / 1000;

  const rows = await readStoredResults(stack.databaseUrl, id);
  const results = resultRowsOf(rows);
  const finding = describeFinding(results);
  const report = await writeReport(config.ROTE_STATE_DIR, id, rows);
  stdout.write(
    [
      '',
      formatTable(summaryTable(results), { boxed: stdout.isTTY === true }),
      '',
      ...(finding === undefined ? [] : [finding, '']),
      ...describeMissing(results),
      `${describeEnd(sweep)} It took ${formatDuration(seconds)}.`,
      '',
      ...whereToLook(stack, id, report),
      '',
    ].join('\n'),
  );
  requireResults(sweep);
}

async function readStoredResults(databaseUrl: string, sweepId: string): Promise<Rows> {
  const store = openStore({ databaseUrl, maxConnections: 1 });
  try {
    return await readResults(store, sweepId);
  } finally {
    await store.close();
  }
}

const whereToLook = (
  { laterApiUrl, isOwn }: DemoStack,
  sweepId: string,
  report: string,
): readonly string[] => [
  `Report   ${report}`,
  ...(isOwn ? ['The stack of this demo stops now; "npm start" brings it back with its results. Then:'] : []),
  `Cells    ${laterApiUrl}/v1/sweeps/${sweepId}/cells`,
  'Query    npx rote sql "select architecture, corruption, train_accuracy, test_accuracy from results"',
  `         npx rote results ${sweepId} --format csv`,
];
