import { randomUUID } from 'node:crypto';
import path from 'node:path';
import type { Sweep } from '@rote/client';
import { loadDataset } from '@rote/datasets';
import { IMAGE_FOLDER, parseSweepSpec, resolveDataset, RoteError, type SweepSpec } from '@rote/domain';
import type { CommandContext } from '../command-context.js';
import { CommandError } from '../command-error.js';
import { formatDuration } from '../format/format-duration.js';
import { inOneBatch } from '../format/rows.js';
import { shortId } from '../format/short-id.js';
import { writeTable } from '../format/write-table.js';
import { collectReport } from '../report/collect-report.js';
import { describeFinding } from '../report/describe-finding.js';
import { describeMissing } from '../report/describe-missing.js';
import { PAGE_FILE, writeReportFiles } from '../report/report-files.js';
import { collectResults } from '../report/result-row.js';
import { aboveTable, summaryTable } from '../report/summary-table.js';
import { describeWorker } from '../stack/describe-worker.js';
import { collectCells } from '@rote/client';
import { followSweep } from '../sweeps/follow-sweep.js';
import { locateInFile } from '../sweeps/locate-in-file.js';
import { readSpec } from '../sweeps/read-spec.js';
import { describeEnd, requireResults } from '../sweeps/sweep-end.js';
import { checkDemoSettings, type DemoStack, openDemoStack, useNamedStack } from './demo-stack.js';

export interface DemoOptions {
  /** The sweep spec to run. */
  readonly file: string;
  /** The API to use. Default: this folder's stack, or one that the demo starts. */
  readonly api: string | undefined;
  /** Port of the API. Default: 3000, or any free one if that is taken. */
  readonly port: number | undefined;
  /** Whether standard output gets only the sweep and its report, as JSON. */
  readonly isJson: boolean;
}

async function readSweep(file: string, stdin: NodeJS.ReadableStream): Promise<SweepSpec> {
  const read = await readSpec(file, stdin);
  try {
    return parseSweepSpec(read.spec);
  } catch (error) {
    throw locateInFile(error, read);
  }
}

/**
 * Shows everything once: fetches the data set, uses the named or running stack or starts one, submits the sweep through
 * the REST API, follows it, and reports.
 *
 * @throws CommandError if a cell has no result, after the report; RoteError if the demo did not get that far
 */
export async function runDemo(
  given: CommandContext,
  { file, api, port, isJson }: DemoOptions,
): Promise<void> {
  const context = { ...given, stdout: isJson ? given.stderr : given.stdout };
  const { config, stdin, stdout, signal } = context;
  const onStep = (line: string): void => {
    stdout.write(`${line}\n`);
  };
  const spec = await readSweep(file, stdin);
  const { name } = resolveDataset(spec.dataset);
  if (name === IMAGE_FOLDER)
    throw new CommandError(
      'the demo fetches its own images; submit a sweep of an image folder with "npx rote submit"',
    );
  const named = api ?? config.ROTE_API_URL;
  if (named === undefined) {
    await checkDemoSettings(context);
    // The workers of another stack have their own data.
    onStep(
      name === 'synthetic'
        ? `Data set ${name}: generated, nothing to fetch.`
        : `Data set ${name}: in ${config.ROTE_DATA_DIR}, checked by SHA-256 …`,
    );
    await loadDataset(name, { cacheDir: config.ROTE_DATA_DIR, onProgress: onStep, signal });
  }

  const stack =
    named === undefined
      ? await openDemoStack(context, { port, onStep })
      : await useNamedStack(context, { api, onStep });
  try {
    await Promise.race([
      runSweep(context, stack, spec).then(({ sweep, folder }) => {
        if (isJson) given.stdout.write(`${JSON.stringify({ sweep, report: folder }, undefined, 2)}\n`);
        requireResults(sweep);
      }),
      stack.failed.then((error) => {
        throw error;
      }),
    ]);
  } catch (error) {
    if (!signal.aborted) throw error;
    throw new RoteError('aborted', 'Interrupted. Run it again to continue with the remaining cells.');
  } finally {
    if (stack.isOwn) onStep('Stopping …');
    await stack.stop();
  }
}

async function runSweep(
  context: CommandContext,
  stack: DemoStack,
  spec: SweepSpec,
): Promise<{ readonly sweep: Sweep; readonly folder: string }> {
  const { config, stdout, signal } = context;
  const { api } = stack;
  const { items: workers } = await api.listWorkers();
  for (const worker of workers)
    if (worker.state === 'live') stdout.write(`Worker: ${describeWorker(worker)}\n`);

  const { id, cells, cached } = await api.submit(spec, randomUUID());
  stdout.write(`Submitted sweep ${id} to ${api.url}: ${String(cells)} cells, ${String(cached)} cached\n`);
  const startedAtMs = performance.now();
  const sweep = await followSweep({ api, sweepId: id, signal, output: stdout });
  const seconds = (performance.now() - startedAtMs) / 1000;

  const files = await collectReport(context, api, id);
  const folder = path.resolve(config.ROTE_STATE_DIR, 'reports', id);
  await writeReportFiles(folder, files);
  const results = await collectResults(api, id);
  const summaries = await collectCells(api, id);
  const finding = describeFinding(results);
  const table = summaryTable(
    results,
    summaries.map(({ cell }) => cell),
  );
  stdout.write(`\n${aboveTable(results, table.shared)}\n${EXPLANATION}\n`);
  await writeTable(stdout, { columns: table.columns, batches: inOneBatch(table.rows) }, { isWide: false });
  stdout.write(
    [
      '',
      ...(finding === undefined ? [] : [finding, '']),
      ...describeMissing(summaries),
      `${describeEnd(sweep)} It took ${formatDuration(seconds)}.`,
      '',
      ...whereToLook(stack, id, path.join(folder, PAGE_FILE)),
      '',
    ].join('\n'),
  );
  return { sweep, folder };
}

/** What a reader of the table needs to know. */
const EXPLANATION =
  'A row is a network trained from scratch: how much of its train labels it fitted, how well it does on test images, ' +
  'and the first epoch with a train loss of at most 0.05. Chance is 10 %.';

const whereToLook = (
  { laterApiUrl, isOwn }: DemoStack,
  sweepId: string,
  report: string,
): readonly string[] => [
  `Report   ${report}   (tables and figures, for a browser)`,
  ...(isOwn ? ['The stack of this demo stops now; "npm start" brings it back with its results. Then:'] : []),
  `Page     ${laterApiUrl}/sweeps/${sweepId}   (the grid, its curves and figures)`,
  `Results  npx rote results ${shortId(sweepId)}`,
  'Query    npx rote sql "select architecture, corruption, train_accuracy, test_accuracy from results"',
  'Next     npx rote plan examples/table-1-small.yaml',
];
