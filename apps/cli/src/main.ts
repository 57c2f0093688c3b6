import { InvalidInputError, RoteError } from '@rote/domain';
import { readConfig } from '@rote/runtime/read-config';
import { CommanderError } from 'commander';
import { CliConfig } from './cli-config.js';
import { EXIT_CODES } from './command-error.js';
import { exitCodeOf } from './exit-code.js';
import { explainError } from './explain-error.js';
import { guardOutput } from './output/output.js';
import { buildProgram } from './program.js';
import { checkStackSettings } from './stack/stack-settings.js';

/** npm passes Ctrl-C on to a process that already got it from the terminal: two signals, one key press. */
const SAME_KEY_PRESS_MS = 500;

const interrupt = new AbortController();
let interruptedAtMs = 0;
function onSignal(): void {
  if (!interrupt.signal.aborted) {
    interruptedAtMs = performance.now();
    interrupt.abort(new RoteError('aborted', 'Interrupted'));
  } else if (performance.now() - interruptedAtMs > SAME_KEY_PRESS_MS) {
    // Everything that was started ends by itself, because each child holds a lifeline to this process.
    process.exit(EXIT_CODES.interrupted);
  }
}
// SIGHUP: the terminal was closed.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal);
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // `rote results | head` has read enough.
  if (error.code === 'EPIPE') process.exit(EXIT_CODES.ok);
  throw error;
});

/** Reads the settings. If some are invalid and a stack would be started, also checks those of all its programs. */
async function readSettings({ env, argv }: typeof process): Promise<CliConfig> {
  try {
    return readConfig(CliConfig, env);
  } catch (error) {
    const startsStack = argv.includes('up') || argv.includes('demo');
    if (startsStack && error instanceof InvalidInputError) await checkStackSettings(env, error.faults);
    throw error;
  }
}

try {
  const { env, stdin, stdout, stderr } = process;
  const config = await readSettings(process);
  await buildProgram({ config, env, stdin, stdout, stderr, signal: interrupt.signal }).parseAsync();
} catch (error) {
  // Commander has already written its own message.
  if (!(error instanceof CommanderError)) guardOutput(process.stderr).write(`${explainError(error)}\n`);
  process.exitCode = exitCodeOf(error);
}
