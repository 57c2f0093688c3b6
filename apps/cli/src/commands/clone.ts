import { randomUUID } from 'node:crypto';
import { Command } from 'commander';
import type { CommandContext } from '../command-context.js';
import { connectApi, type GlobalOptions } from '../connect.js';
import { nest, readAssignment } from '../sweeps/assignment.js';
import { printDerivation, printSubmitted } from '../sweeps/print-derived.js';
import { resolveSweep, SWEEP_ARGUMENT } from '@rote/client';
import { type TextOptions, withTextFormat } from './format-options.js';

interface CloneOptions extends GlobalOptions, TextOptions {
  readonly dryRun?: boolean;
  readonly idempotencyKey?: string;
}

/** Collects changes into one merge patch; a `null` in it removes what is there. */
const collect = (text: string, before: unknown = {}): unknown => {
  const assignment = nest(readAssignment(text));
  return mergeKeepingNull(before, assignment);
};

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const mergeKeepingNull = (before: unknown, after: unknown): unknown =>
  isObject(before) && isObject(after)
    ? Object.fromEntries(
        [...new Set([...Object.keys(before), ...Object.keys(after)])].map((key) => [
          key,
          Object.hasOwn(after, key) ? mergeKeepingNull(before[key], after[key]) : before[key],
        ]),
      )
    : after;

export function cloneCommand(context: CommandContext): Command {
  return withTextFormat(new Command('clone'))
    .description('Submit the spec of a sweep again, with changes')
    .argument('<sweep>', SWEEP_ARGUMENT)
    .argument('[changes...]', 'PLACE=VALUE, such as training.epochs=20; null removes a field', collect)
    .option('--dry-run', 'print the new spec as a sweep file, and how many cells would be new')
    .option('--idempotency-key <key>', 'submit once, however often this is run with the same key')
    .addHelpText(
      'after',
      '\nExamples:\n  rote clone latest name="twice as long" training.epochs=20\n  rote clone 0f3a \'grid.seed=[1, 2, 3]\' priority=null --dry-run > sweep.yaml',
    )
    .action(async (reference: string, changes: unknown, _options: unknown, command: Command) => {
      const options = command.optsWithGlobals<CloneOptions>();
      const patch = isObject(changes) ? changes : {};
      const api = await connectApi(context, options);
      const id = await resolveSweep(reference, api.listSweeps());
      if (options.dryRun === true) printDerivation(context, options, await api.planClone(id, patch));
      else
        printSubmitted(context, options, await api.clone(id, patch, options.idempotencyKey ?? randomUUID()));
    });
}
