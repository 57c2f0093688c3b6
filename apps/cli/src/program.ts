import { Command } from 'commander';
import type { CommandContext } from './command-context.js';
import { cancelCommand } from './commands/cancel.js';
import { cellsCommand } from './commands/cells.js';
import { demoCommand } from './commands/demo.js';
import { engineCommand } from './commands/engine.js';
import { pauseCommand } from './commands/pause.js';
import { priorityCommand } from './commands/priority.js';
import { reportCommand } from './commands/report.js';
import { resultsCommand } from './commands/results.js';
import { resumeCommand } from './commands/resume.js';
import { retryCommand } from './commands/retry.js';
import { sqlCommand } from './commands/sql.js';
import { statusCommand } from './commands/status.js';
import { submitCommand } from './commands/submit.js';
import { upCommand } from './commands/up.js';
import { watchCommand } from './commands/watch.js';

const COMMANDS = [
  upCommand,
  demoCommand,
  submitCommand,
  statusCommand,
  watchCommand,
  cellsCommand,
  resultsCommand,
  reportCommand,
  sqlCommand,
  pauseCommand,
  resumeCommand,
  priorityCommand,
  retryCommand,
  cancelCommand,
  engineCommand,
] as const;

/** Lets commander throw where it would exit, in a command and all commands below it. */
function throwInsteadOfExit(command: Command, { stdout, stderr }: CommandContext): void {
  command.exitOverride().configureOutput({
    writeOut: (text) => {
      stdout.write(text);
    },
    writeErr: (text) => {
      stderr.write(text);
    },
  });
  for (const child of command.commands) throwInsteadOfExit(child, { stdout, stderr } as CommandContext);
}

/** The command line `rote`. Parsing it runs the command, and rejects with what the command threw. */
export function buildProgram(context: CommandContext): Command {
  const program = new Command('rote')
    .description('Run grids of training experiments, and ask for their results')
    .option('--api <url>', "the API to speak to (default: ROTE_API_URL, else this folder's stack)")
    .showHelpAfterError('(--help tells more)')
    .addHelpText(
      'after',
      `
Exit codes: 0 done, 1 failed, 2 wrong usage, 130 interrupted.

Examples:
  rote up                                    the whole stack, in the foreground
  rote submit examples/demo.yaml --watch
  rote results latest --format csv`,
    );
  for (const build of COMMANDS) program.addCommand(build(context));
  throwInsteadOfExit(program, context);
  return program;
}
