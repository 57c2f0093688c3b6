import { SWEEP_STATES, type SweepState } from '@rote/domain';
import { Command, Option } from 'commander';
import type { SweepFilter } from '@rote/client';
import type { CommandContext } from '../command-context.js';
import { connectApi, type GlobalOptions } from '../connect.js';
import { parseWholeNumber } from '../parse-whole-number.js';
import { type ListOptions, listSweeps } from '../sweeps/list-sweeps.js';
import { withRowFormat } from './format-options.js';

interface SweepsOptions extends GlobalOptions, ListOptions {
  readonly project?: string;
  readonly label?: readonly string[];
  readonly state?: SweepState;
  readonly search?: string;
  readonly archived?: NonNullable<SweepFilter['archived']>;
}

export function sweepsCommand(context: CommandContext): Command {
  return withRowFormat(new Command('sweeps'))
    .description('List sweeps that match every given option, newest first')
    .option('--project <name>', 'only in this project')
    .option('--label <label...>', 'only with these labels: key=value, or key for any value')
    .addOption(new Option('--state <state>', 'only in this state').choices([...SWEEP_STATES]))
    .option('--search <text>', 'only with this text in their name, notes or labels')
    .addOption(
      new Option('--archived <which>', 'whether to list archived sweeps')
        .choices(['false', 'true', 'any'])
        .default('false'),
    )
    .option(
      '--limit <number>',
      'maximum number of sweeps to list',
      parseWholeNumber({ min: 1, max: 100_000 }),
      20,
    )
    .addHelpText(
      'after',
      '\nExamples:\n  rote sweeps --label paper=figure-1a --state completed\n  rote sweeps --search cifar --archived any --json',
    )
    .action(async (_options: unknown, command: Command) => {
      const options = command.optsWithGlobals<SweepsOptions>();
      const { project, label, state, search, archived } = options;
      await listSweeps(context, await connectApi(context, options), options, {
        filter: { project, label, state, search, archived },
        nothing: 'No sweep matches.',
      });
    });
}
