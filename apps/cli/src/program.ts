import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import type { CommandContext, ProcessContext } from './command-context.js';
import { archiveCommand, unarchiveCommand } from './commands/archive.js';
import { bulkCommand } from './commands/bulk.js';
import { cancelCommand } from './commands/cancel.js';
import { cellCommand } from './commands/cell.js';
import { cellsCommand } from './commands/cells.js';
import { cloneCommand } from './commands/clone.js';
import { curveCommand } from './commands/curve.js';
import { deleteCommand } from './commands/delete.js';
import { demoCommand } from './commands/demo.js';
import { diffCommand } from './commands/diff.js';
import { engineCommand } from './commands/engine.js';
import { extendCommand } from './commands/extend.js';
import { initCommand } from './commands/init.js';
import { exportCommand } from './commands/export.js';
import { grantCommand } from './commands/grant.js';
import { importCommand } from './commands/import.js';
import { keysCommand } from './commands/keys.js';
import { mcpCommand } from './commands/mcp.js';
import { labelCommand } from './commands/label.js';
import { pauseCommand } from './commands/pause.js';
import { planCommand } from './commands/plan.js';
import { presetsCommand } from './commands/presets.js';
import { priorityCommand } from './commands/priority.js';
import { psqlCommand } from './commands/psql.js';
import { queuesCommand } from './commands/queues.js';
import { reportCommand } from './commands/report.js';
import { resultsCommand } from './commands/results.js';
import { resumeCommand } from './commands/resume.js';
import { retryCommand } from './commands/retry.js';
import { sourceCommand } from './commands/source.js';
import { sqlCommand } from './commands/sql.js';
import { statusCommand } from './commands/status.js';
import { submitCommand } from './commands/submit.js';
import { sweepsCommand } from './commands/sweeps.js';
import { upCommand } from './commands/up.js';
import { watchCommand } from './commands/watch.js';
import { projectsCommand } from './commands/projects.js';
import { webhooksCommand } from './commands/webhooks.js';
import { workersCommand } from './commands/workers.js';
import { whyCommand } from './commands/why.js';
import { EXIT_CODE_MEANINGS, EXIT_CODES } from './command-error.js';
import { guardOutput } from './output/output.js';

const COMMANDS = [
  upCommand,
  demoCommand,
  initCommand,
  presetsCommand,
  planCommand,
  submitCommand,
  cloneCommand,
  extendCommand,
  diffCommand,
  statusCommand,
  sweepsCommand,
  watchCommand,
  sourceCommand,
  cellsCommand,
  cellCommand,
  whyCommand,
  curveCommand,
  resultsCommand,
  reportCommand,
  exportCommand,
  importCommand,
  sqlCommand,
  psqlCommand,
  pauseCommand,
  resumeCommand,
  priorityCommand,
  retryCommand,
  cancelCommand,
  labelCommand,
  archiveCommand,
  unarchiveCommand,
  deleteCommand,
  bulkCommand,
  queuesCommand,
  workersCommand,
  keysCommand,
  grantCommand,
  projectsCommand,
  webhooksCommand,
  mcpCommand,
  engineCommand,
] as const;

/** Makes commander throw where it would exit, in a command and all its subcommands. */
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

/** For an unknown command, commander would print the general help and call it a success. */
function refuseHelpOfNothing(program: Command): void {
  program.addHelpText('before', () => {
    const [first, second] = program.args.filter((argument) => !argument.startsWith('-'));
    const named = first === 'help' ? second : first;
    if (named !== undefined && program.commands.every((command) => command.name() !== named))
      program.error(`error: unknown command '${named}'`);
    return '';
  });
}

const version = (): string => {
  const manifest = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
  return (JSON.parse(manifest) as { readonly version: string }).version;
};

const exitCodes = Object.entries(EXIT_CODE_MEANINGS)
  .map(([name, { word }]) => `${String(EXIT_CODES[name as keyof typeof EXIT_CODES])} ${word}`)
  .join(', ');

/** Builds the command line `rote`. Parsing it runs the command, and rejects with whatever the command threw. */
export function buildProgram(process: ProcessContext): Command {
  const context: CommandContext = {
    ...process,
    stdout: guardOutput(process.stdout),
    stderr: guardOutput(process.stderr),
  };
  const program = new Command('rote')
    .description('Run grids of training experiments, and query their results')
    .version(version(), '-V, --version', 'print the version')
    .option('--api <url>', "the API to use (default: ROTE_API_URL, else this folder's stack)")
    .option('--api-key-file <file>', 'a file with the key to send to it (default: ROTE_API_KEY)')
    .showHelpAfterError('(see --help)')
    .addHelpText(
      'after',
      `
Exit codes: ${exitCodes}.

Examples:
  rote up                                    the whole stack, in the foreground
  rote submit examples/demo.yaml --watch
  rote results latest --format csv`,
    );
  for (const build of COMMANDS) program.addCommand(build(context));
  throwInsteadOfExit(program, context);
  refuseHelpOfNothing(program);
  return program;
}
