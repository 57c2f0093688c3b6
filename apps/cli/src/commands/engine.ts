import { Command } from 'commander';
import type { CommandContext } from '../command-context.js';
import { mayBeNative, prepareEngine } from '../stack/prepare-engine.js';
import { engineDoctorCommand } from './engine-doctor.js';

export function engineCommand(context: CommandContext): Command {
  const { config, stdout, stderr, signal } = context;
  const install = new Command('install')
    .description('Install the native engine (TensorFlow), where this machine can have it')
    .option('--force', 'install it anew, even where it is there and works')
    .option('--cuda', 'for NVIDIA GPUs, though none is seen here: for a container image')
    .addHelpText('after', '\nExamples:\n  rote engine install\n  rote engine install --force')
    .action(
      async ({ force = false, cuda = false }: { readonly force?: boolean; readonly cuda?: boolean }) => {
        const onStep = (line: string): void => {
          stderr.write(`${line}\n`);
        };
        if (!mayBeNative(config.ROTE_ENGINE) && !force) {
          stdout.write(`Engine: ${config.ROTE_ENGINE}, as ROTE_ENGINE says; nothing to install.\n`);
          return;
        }
        // Not to get the native one is no failure: set-up goes on, and so does training.
        const native = await prepareEngine({ config, signal, onStep, force, cuda });
        stdout.write(`Engine: ${native ?? 'webgpu where it has a GPU, else wasm'}.\n`);
      },
    );
  return new Command('engine')
    .description('Look after the engines')
    .addCommand(install)
    .addCommand(engineDoctorCommand(context));
}
