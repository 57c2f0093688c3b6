/**
 * Measures how fast an engine trains the paper's models on this machine, and prints a `ModelSpeed` as one line of JSON for
 * each model.
 *
 *     node measure-speed.js [--engine NAME] [--model NAME …] [--seconds N] [--images N]
 *
 * An engine reads its number of threads from the environment when it loads, so the caller sets `engineEnvironment()`.
 */
import { parseArgs } from 'node:util';
import { loadDataset } from '@rote/datasets';
import { describeError, parseEngineOption } from '@rote/domain';
import { loadEngine } from '@rote/engines';
import { createCompile } from './create-compile.js';
import { measureModelSpeed, PAPER_MODELS } from './model-speed.js';

const DEFAULT_SECONDS = 3;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      engine: { type: 'string' },
      model: { type: 'string', multiple: true, default: [...PAPER_MODELS] },
      seconds: { type: 'string', default: String(DEFAULT_SECONDS) },
      images: { type: 'string' },
    },
  });
  const force = parseEngineOption(values.engine);
  const engine = await loadEngine(force === undefined ? {} : { force });
  const compile = createCompile(engine, (line) => process.stderr.write(`${line}\n`));
  const dataset = await loadDataset('synthetic', { cacheDir: '.' });
  for (const model of values.model) {
    const speed = await measureModelSpeed({
      engine,
      compile,
      model,
      dataset,
      minSeconds: Number(values.seconds),
      trainImages: values.images === undefined ? undefined : Number(values.images),
    });
    process.stdout.write(`${JSON.stringify(speed)}\n`);
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${describeError(error)}\n`);
  process.exitCode = 1;
});
