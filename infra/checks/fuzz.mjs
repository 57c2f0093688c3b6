/**
 * Sends generated requests to every operation of an API of its own, and judges the answers by the OpenAPI document
 * (apps/api/test/fuzz.test.ts, which CI runs with one seed). It prints how often each operation gave each status; after the
 * first round with a wrong answer, it ends with that request and its seed.
 *
 *     npm run fuzz                          one round from a new seed
 *     npm run fuzz -- --minutes 10          as many rounds as fit
 *     npm run fuzz -- --seed 7 --runs 100   repeats a round: the same seed and runs give the same requests
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: String(Math.floor(Math.random() * 2 ** 31)) },
    runs: { type: 'string', default: '100' },
    minutes: { type: 'string', default: '0' },
  },
});
for (const [name, text] of Object.entries(values))
  if (!/^\d+(\.\d+)?$/.test(text)) throw new Error(`--${name} must be a number, not ${text}`);

const child = spawn(
  process.execPath,
  ['node_modules/vitest/vitest.mjs', 'run', 'apps/api/test/fuzz.test.ts'],
  {
    stdio: 'inherit',
    env: {
      ...process.env,
      ROTE_FUZZ_SEED: values.seed,
      ROTE_FUZZ_RUNS: values.runs,
      ROTE_FUZZ_MINUTES: values.minutes,
    },
  },
);
const [code] = await once(child, 'exit');
process.exitCode = code ?? 1;
