import { Command } from 'commander';
import type { CommandContext } from '../command-context.js';

export function engineCommand(context: CommandContext): Command {
  const { config, stdout, stderr, signal } = context;
  const install = new Command('install')
    .description('Install the native engine (TensorFlow), where this machine can have it')
    .option('--force', 'install it anew, even where it is already there and works')
    .addHelpText('after', '\nExamples:\n  rote engine install\n  rote engine install --force')
    .action(async ({ force = false }: { readonly force?: boolean }) => {});
  return new Command('engine').description('Look after the engines').addCommand(install);
}
