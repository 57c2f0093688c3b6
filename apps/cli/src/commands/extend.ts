import { Command } from 'commander';
import type { CommandContext } from '../command-context.js';
import { connectApi, type GlobalOptions } from '../connect.js';
import { readAssignment } from '../sweeps/assignment.js';
import { printDerivation, printSubmitted } from '../sweeps/print-derived.js';
import { resolveSweep, SWEEP_ARGUMENT } from '@rote/client';
import { type TextOptions, withTextFormat } from './format-options.js';

interface ExtendOptions extends GlobalOptions, TextOptions {
  readonly dryRun?: boolean;
  readonly name?: string;
}

type Axes = Readonly<Record<string, unknown>>;

function collectAxes(text: string, before: Axes = {}): Axes {
  const { path, value } = readAssignment(text);
  return { ...before, [path.join('.')]: value };
}

export function extendCommand(context: CommandContext): Command {
  return withTextFormat(new Command('extend'))
    .description('Add values to axes of a sweep, as a new sweep that shares its cells')
    .argument('<sweep>', SWEEP_ARGUMENT)
    .argument('<axes...>', 'AXIS=VALUES, as a sweep file writes them', collectAxes)
    .option('--name <name>', "the new sweep's name; that of the old one if left out")
    .option('--dry-run', 'print the new spec as a sweep file, and how many cells would be new')
    .addHelpText(
      'after',
      "\nRepeated, it finds the sweep that it made.\n\nExamples:\n  rote extend latest 'seed=[4, 5]'\n  rote extend 0f3a architecture=[alexnet-small] 'seed={ from: 4, to: 9 }' --dry-run",
    )
    .action(async (reference: string, axes: Axes, _options: unknown, command: Command) => {
      const options = command.optsWithGlobals<ExtendOptions>();
      const extension = { axes, ...(options.name !== undefined && { name: options.name }) };
      const api = await connectApi(context, options);
      const id = await resolveSweep(reference, api.listSweeps());
      if (options.dryRun === true) printDerivation(context, options, await api.planExtension(id, extension));
      else printSubmitted(context, options, await api.extend(id, extension));
    });
}
