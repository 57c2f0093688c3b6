import { Command } from 'commander';
import type { CommandContext } from '../command-context.js';
import { mayBeNative, prepareEngine } from '../stack/prepare-engine.js';
import { engineDoctorCommand } from './engine-doctor.js';

export function engineCommand(context: CommandContext): Command {
  const { config, stdout, stderr, signal } = context;
  const install = new Command('install')
    .description('Install the native engine (TensorFlow), if it supports this machine')
    .option('--force', 'reinstall it even if it works')
    .option(
      '--cuda',
      'install the version for NVIDIA GPUs even if there is none here, as for a container image',
    )
    .addHelpText('after', '\nExamples:\n  rote engine install\n  rote engine install --force')
    .action(
      async ({ force = false, cuda = false }: { readonly force?: boolean; readonly cuda?: boolean }) => {
        const onStep = (line: string): void => {
          stderr.write(`${line}\n`);
        };
        if (!mayBeNative(config.ROTE_ENGINE) && !force) {
          stdout.write(`Engine: ${config.ROTE_ENGINE}, set by ROTE_ENGINE; nothing to install.\n`);
          return;
        }
        // A missing native engine is not a failure: set-up continues, and so does training.
        const native = await prepareEngine({ config, signal, onStep, force, cuda });
        stdout.write(`Engine: ${native ?? 'webgpu if it finds a GPU, otherwise wasm'}.\n`);
      },
    );
  return new Command('engine')
    .description('Install and examine engines')
    .addCommand(install)
    .addCommand(engineDoctorCommand(context));
}
