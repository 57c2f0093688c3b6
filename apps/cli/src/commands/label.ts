import { Command, InvalidArgumentError } from 'commander';
import type { CommandContext } from '../command-context.js';
import { connectApi, type GlobalOptions } from '../connect.js';
import { describeLabels } from '../sweeps/list-sweeps.js';
import { resolveSweep, SWEEP_ARGUMENT } from '@rote/client';
import { type TextOptions, withTextFormat } from './format-options.js';
import { printAnswer } from './print-answer.js';

interface LabelOptions extends GlobalOptions, TextOptions {
  readonly name?: string;
  readonly notes?: string;
}

export type Labels = Readonly<Record<string, string | null>>;

const LABEL = /^([A-Za-z0-9][A-Za-z0-9._/-]{0,62})(?:=(.*))?$/s;

/** Collects `key=value`, and `key-` for a label to remove. */
export function collectLabels(text: string, before: Labels = {}): Labels {
  const [, key = '', value] = LABEL.exec(text) ?? [];
  if (value !== undefined) return { ...before, [key]: value };
  if (key.length > 1 && key.endsWith('-')) return { ...before, [key.slice(0, -1)]: null };
  throw new InvalidArgumentError('Expected key=value, or key- to remove a label.');
}

export function labelCommand(context: CommandContext): Command {
  return withTextFormat(new Command('label'))
    .description('Label a sweep, rename it, or note something on it; its spec and its cells stay')
    .argument('<sweep>', SWEEP_ARGUMENT)
    .argument('[labels...]', 'key=value for each label to set, key- for each one to remove', collectLabels)
    .option('--name <name>', 'its new name')
    .option('--notes <text>', 'what to note on it in place of earlier notes; empty for nothing')
    .addHelpText(
      'after',
      `
With nothing to change, it prints the labels.

Examples:
  rote label latest paper=figure-1a run=2
  rote label latest run-
  rote label 0f3a --name "label noise, second try" --notes "Seeds 1 to 5 only."`,
    )
    .action(async (reference: string, labels: Labels | undefined, _options: unknown, command: Command) => {
      const options = command.optsWithGlobals<LabelOptions>();
      const { name, notes } = options;
      const hasLabels = labels !== undefined && Object.keys(labels).length > 0;
      const patch = {
        ...(name !== undefined && { name }),
        ...(notes !== undefined && { notes }),
        ...(hasLabels && { labels }),
      };
      const api = await connectApi(context, options);
      const id = await resolveSweep(reference, api.listSweeps());
      const sweep =
        Object.keys(patch).length === 0 ? await api.getSweep(id) : await api.patchSweep(id, patch);
      const shown = describeLabels(sweep.labels);
      const words = `Sweep ${sweep.id} "${sweep.name}" has ${shown === '' ? 'no labels' : `the labels ${shown}`}.`;
      printAnswer(context, options, sweep, sweep.notes === '' ? words : `${words}\n${sweep.notes}`);
    });
}
