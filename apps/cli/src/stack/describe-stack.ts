import type { WorkerStatus } from '@rote/client';
import { redactUrl } from '@rote/runtime';
import { type CliConfig, DEFAULT_STATE_DIR } from '../cli-config.js';
import { describeWorker } from './describe-worker.js';
import type { Stack } from './start-stack.js';

function describeQueue({ queue, embedded }: Pick<Stack, 'queue' | 'embedded'>, stateDir: string): string {
  if (queue.backend === 'postgres') return 'the same PostgreSQL';
  return embedded.redis ? `embedded Redis, files in ${stateDir}/redis` : `Redis ${redactUrl(queue.url)}`;
}

/** Describes a stack for programs, in one line. Of a given database it has no address, because that has a password. */
export function stackAsJson(
  { apiUrl, readerUrl, queue, embedded }: Pick<Stack, 'apiUrl' | 'readerUrl' | 'queue' | 'embedded'>,
  workers: readonly WorkerStatus[],
  config: CliConfig,
): string {
  return JSON.stringify({
    api: apiUrl,
    page: `${apiUrl}/`,
    documentation: `${apiUrl}/docs`,
    database: readerUrl ?? null,
    embedded,
    queue: queue.backend,
    stateDir: config.ROTE_STATE_DIR,
    workers: workers.filter(({ state }) => state === 'live'),
  });
}

/** The variable that makes commands find a stack whose files are elsewhere, as it is written before a command. */
const placeOf = (stateDir: string): string =>
  stateDir === DEFAULT_STATE_DIR ? '' : `ROTE_STATE_DIR='${stateDir.replaceAll("'", String.raw`'\''`)}' `;

/** Describes what a person wants to know about a stack that has just started. */
export function describeStack(
  stack: Pick<Stack, 'apiUrl' | 'databaseUrl' | 'readerUrl' | 'queue' | 'embedded'>,
  workers: readonly WorkerStatus[],
  config: CliConfig,
): string {
  const { apiUrl, databaseUrl, readerUrl, embedded } = stack;
  const stateDir = config.ROTE_STATE_DIR;
  const place = placeOf(stateDir);
  const live = workers.filter(({ state }) => state === 'live').map(describeWorker);
  // The password of a given database is not ours to show. That of the embedded one's reader opens nothing but results.
  const psql = readerUrl === undefined ? 'psql "$DATABASE_URL"' : `psql '${readerUrl}'`;
  return [
    'Rote is running.',
    `  Page       ${apiUrl}/`,
    `  API        ${apiUrl}, documented at ${apiUrl}/docs`,
    ...live.map((worker) => `  Worker     ${worker}`),
    `  Database   ${embedded.postgres ? `embedded PostgreSQL, files in ${stateDir}/postgres` : redactUrl(databaseUrl)}`,
    `  Queue      ${describeQueue(stack, stateDir)}`,
    `  Data sets  ${config.ROTE_DATA_DIR}`,
    '',
    `  Submit     ${place}npx rote submit examples/demo.yaml --watch`,
    `  Query      ${place}npx rote sql "select * from results limit 5"`,
    `             ${psql}`,
    '',
    'Ctrl-C stops everything.',
  ].join('\n');
}
