import { type Cell, architectureName, RoteError } from '@rote/domain';
import { Command } from 'commander';
import type { CommandContext } from '../command-context.js';
import { connectApi, type GlobalOptions } from '../connect.js';
import { describePlan, describeWarnings } from '../sweeps/describe-plan.js';
import { planLocally } from '../sweeps/local-plan.js';
import { locateInFile } from '../sweeps/locate-in-file.js';
import { readSpec, type SpecFile } from '../sweeps/read-spec.js';
import { type TextOptions, wantsJson, withTextFormat } from './format-options.js';

export type PlanOptions = GlobalOptions & TextOptions;

export function planCommand(context: CommandContext): Command {
  return withTextFormat(new Command('plan'))
    .description('Check a sweep spec and estimate its cost; needs no server')
    .argument('<file>', 'the sweep spec, YAML or JSON; - for standard input')
    .addHelpText(
      'after',
      `
If an API answers, it also says how many cells are cached, and estimates how long the others will take from recorded
cells like them. Warnings go to standard error.

Examples:
  rote plan examples/demo.yaml
  rote plan sweep.yaml --json`,
    )
    .action(async (file: string, _options: unknown, command: Command) => {
      await planFile(context, await readSpec(file, context.stdin), command.optsWithGlobals<PlanOptions>());
    });
}

/** Prints what a spec would do. It asks the API only for what cannot be found here. */
export async function planFile(context: CommandContext, file: SpecFile, options: PlanOptions): Promise<void> {
  const { stdout, stderr } = context;
  const { spec } = file;
  try {
    const plan = planLocally(spec, ({ architecture }: Cell) => architectureName(architecture));
    const api = await connectApi(context, options);
    const known = await api.plan(spec).catch((error: unknown) => {
      if (error instanceof RoteError && error.code === 'service-unavailable') return undefined;
      throw error;
    });
    stderr.write(describeWarnings(plan.warnings));
    stdout.write(
      wantsJson(options)
        ? `${JSON.stringify({ ...plan, cached: known?.cached ?? null, known: known?.known ?? null, fresh: known?.fresh ?? null, estimate: known?.estimate ?? null }, undefined, 2)}\n`
        : `${describePlan(plan, known)}\n`,
    );
  } catch (error) {
    throw locateInFile(error, file);
  }
}
