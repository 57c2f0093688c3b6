/**
 * Measures how long other requests wait while one is answered: it asks for `/healthz` continuously while large sweeps are
 * planned and submitted, and while requests come that are designed to be slow.
 *
 *     npm run bench:requests -- [CELLS…]      sweeps of so many cells. Default: 1000 10000 100000.
 *
 * Prints a line of JSON for each request: its status, its seconds, and the median and the worst latency of `/healthz`
 * meanwhile, in milliseconds. It starts its own stack, whose cells ask for a GPU, so that nothing trains meanwhile.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { parseCountOption } from '@rote/domain';
import { makeTempDir } from '@rote/testkit/system';
import { startStack } from './running-stack.js';
import { spreadOf } from './spread.js';

interface Upload {
  readonly type: string;
  readonly body: string;
}

const HEALTHZ_EVERY_MS = 5;

const numbers = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index + 1);
const repeat = (count: number): readonly number[] => Array.from({ length: count }, () => 1);
const specOf = (name: string, grid: object, rest: object = {}): object => ({
  name,
  dataset: { name: 'synthetic', train: 64, test: 32 },
  device: 'gpu',
  grid: { architecture: ['mlp-1x16'], ...grid },
  ...rest,
});
const json = (spec: object): Upload => ({ type: 'application/json', body: JSON.stringify(spec) });
const yaml = (body: string): Upload => ({ type: 'application/yaml', body });

function slowRequests(): Readonly<Record<string, Upload>> {
  const patterns = numbers(20).map((first) => ({
    batchSize: numbers(5).map((each) => each + first),
    seed: numbers(5),
  }));
  return {
    'a YAML of 20,000 keys': yaml(
      numbers(20_000)
        .map((key) => `k${key}: 1`)
        .join('\n'),
    ),
    'a seed 120,000 times': json(specOf('x', { seed: repeat(120_000) })),
    '1,000,000 combinations of one cell': json(
      specOf('x', { labelSeed: numbers(1000), pixelSeed: numbers(1000) }),
    ),
    '5,000 cells, 50 values excluded': json(
      specOf('x', { seed: numbers(5000) }, { exclude: [{ seed: numbers(50) }] }),
    ),
    '1,000 cells, 20 excludes of 5 × 5': json(
      specOf('x', { seed: numbers(10), batchSize: numbers(100) }, { exclude: patterns }),
    ),
    '100,000 measured epochs': json(specOf('x', {}, { measures: { epochs: repeat(100_000) } })),
    '125,000 wrong architectures': json(specOf('x', { architecture: repeat(125_000) })),
  };
}

interface Latencies<Result> {
  readonly status: Result;
  readonly seconds: number;
  readonly healthzMedianMs: number;
  readonly healthzWorstMs: number;
}

/** Asks for `/healthz` until `work` is done. */
async function latenciesDuring<Result>(api: string, work: () => Promise<Result>): Promise<Latencies<Result>> {
  const latencies: number[] = [];
  const done = new AbortController();
  const asking = (async () => {
    do {
      const start = performance.now();
      await (await fetch(`${api}/healthz`)).arrayBuffer();
      latencies.push(performance.now() - start);
      await delay(HEALTHZ_EVERY_MS);
    } while (!done.signal.aborted);
  })();
  const start = performance.now();
  const status = await work();
  const seconds = (performance.now() - start) / 1000;
  done.abort();
  await asking;
  const { median = 0, max = 0 } = spreadOf(latencies) ?? {};
  return {
    status,
    seconds: Number(seconds.toFixed(2)),
    healthzMedianMs: Number(median.toFixed(1)),
    healthzWorstMs: Number(max.toFixed(1)),
  };
}

async function send(api: string, query: string, { type, body }: Upload): Promise<number> {
  const response = await fetch(`${api}/v1/sweeps${query}`, {
    method: 'POST',
    headers: { 'content-type': type },
    body,
  });
  await response.arrayBuffer();
  return response.status;
}

const words = process.argv.slice(2);
const sizes =
  words.length > 0 ? words.map((word) => parseCountOption('CELLS', word)) : [1000, 10_000, 100_000];
const stateDir = await makeTempDir();
const stack = await startStack(stateDir.path);
const { api } = stack;
try {
  const report = async (request: string, work: () => Promise<number | undefined>): Promise<void> => {
    console.log(JSON.stringify({ request, ...(await latenciesDuring(api, work)) }));
  };
  // The first of each kind compiles code.
  await send(api, '?dryRun=true', json(specOf('warm-up', { seed: numbers(2000) })));
  await report('nothing', () => delay(1000));
  for (const [name, request] of Object.entries(slowRequests()))
    await report(name, () => send(api, '?dryRun=true', request));
  for (const cells of sizes) {
    const grid = { seed: numbers(Math.ceil(cells / 100)), batchSize: numbers(Math.min(100, cells)) };
    await report(`plan ${cells} cells`, () => send(api, '?dryRun=true', json(specOf('plan', grid))));
    await report(`submit ${cells} cells`, () => send(api, '', json(specOf(`${cells} cells`, grid))));
  }
} finally {
  await stack.stop();
  await stateDir.remove();
}
