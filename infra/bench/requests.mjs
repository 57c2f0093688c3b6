/**
 * How long everybody else waits while one request is answered: `/healthz` is asked again and again while large sweeps
 * are planned and submitted, and while requests come that are made to be slow.
 *
 *     npm run bench:requests -- [CELLS…]      sweeps of so many cells; 1000 10000 100000 when left out
 *
 * Prints a line of JSON for each request: its status, its seconds, and the median and the worst latency of `/healthz`
 * meanwhile, in milliseconds. The stack is one of its own; its cells ask for a GPU, so that nothing is trained beside.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { startStack } from './running-stack.mjs';

const numbers = (count) => Array.from({ length: count }, (_, index) => index + 1);
const specOf = (name, grid, rest = {}) => ({
  name,
  dataset: { name: 'synthetic', train: 64, test: 32 },
  device: 'gpu',
  grid: { architecture: ['mlp-1x16'], ...grid },
  ...rest,
});
const json = (spec) => ({ type: 'application/json', body: JSON.stringify(spec) });
const yaml = (body) => ({ type: 'application/yaml', body });

function slowRequests() {
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
    'a seed 120,000 times': json(specOf('x', { seed: Array(120_000).fill(1) })),
    '1,000,000 combinations of one cell': json(
      specOf('x', { labelSeed: numbers(1000), pixelSeed: numbers(1000) }),
    ),
    '5,000 cells, 50 values excluded': json(
      specOf('x', { seed: numbers(5000) }, { exclude: [{ seed: numbers(50) }] }),
    ),
    '1,000 cells, 20 excludes of 5 × 5': json(
      specOf('x', { seed: numbers(10), batchSize: numbers(100) }, { exclude: patterns }),
    ),
    '100,000 measured epochs': json(specOf('x', {}, { measures: { epochs: Array(100_000).fill(1) } })),
    '125,000 wrong architectures': json(specOf('x', { architecture: Array(125_000).fill(1) })),
  };
}

/** Asks for `/healthz` until `work` is done. */
async function latenciesDuring(api, work) {
  const latencies = [];
  let isDone = false;
  const asking = (async () => {
    while (!isDone) {
      const start = performance.now();
      await (await fetch(`${api}/healthz`)).arrayBuffer();
      latencies.push(performance.now() - start);
      await delay(5);
    }
  })();
  const start = performance.now();
  const status = await work();
  const seconds = (performance.now() - start) / 1000;
  isDone = true;
  await asking;
  latencies.sort((a, b) => a - b);
  return {
    status,
    seconds: Number(seconds.toFixed(2)),
    healthzMedianMs: Number(latencies[latencies.length >> 1].toFixed(1)),
    healthzWorstMs: Number(latencies.at(-1).toFixed(1)),
  };
}

async function send(api, query, { type, body }) {
  const response = await fetch(`${api}/v1/sweeps${query}`, {
    method: 'POST',
    headers: { 'content-type': type },
    body,
  });
  await response.arrayBuffer();
  return response.status;
}

const sizes = process.argv.slice(2).map(Number);
const stateDir = await mkdtemp(path.join(tmpdir(), 'rote-bench-'));
const stack = await startStack(stateDir);
try {
  const report = async (request, work) =>
    console.log(JSON.stringify({ request, ...(await latenciesDuring(stack.api, work)) }));
  // The first of each kind compiles code.
  await send(stack.api, '?dryRun=true', json(specOf('warm-up', { seed: numbers(2000) })));
  await report('nothing', () => delay(1000));
  for (const [name, request] of Object.entries(slowRequests()))
    await report(name, () => send(stack.api, '?dryRun=true', request));
  for (const cells of sizes.length > 0 ? sizes : [1000, 10_000, 100_000]) {
    const grid = { seed: numbers(Math.ceil(cells / 100)), batchSize: numbers(Math.min(100, cells)) };
    await report(`plan ${cells} cells`, () => send(stack.api, '?dryRun=true', json(specOf('plan', grid))));
    await report(`submit ${cells} cells`, () => send(stack.api, '', json(specOf(`${cells} cells`, grid))));
  }
} finally {
  await stack.stop();
  await rm(stateDir, { recursive: true, force: true });
}
