import { Command } from 'commander';
import type { CommandContext } from '../command-context.js';
import { mayBeNative, prepareEngine } from '../stack/prepare-engine.js';
import { type JsonOption, withJson } from './format-options.js';
import { printAnswer } from './print-answer.js';
import { engineDoctorCommand } from './engine-doctor.js';

interface InstallOptions extends JsonOption {
  readonly force?: boolean;
  readonly cuda?: boolean;
}

export function engineCommand(context: CommandContext): Command {
  const { config, stdout, stderr, signal } = context;
  const install = withJson(new Command('install'), 'print the engine as JSON')
    .description('Install the native engine (TensorFlow), if it supports this machine')
    .option('--force', 'reinstall it even if it works')
    .option(
      '--cuda',
      'install the version for NVIDIA GPUs even if there is none here, as for a container image',
    )
    .addHelpText('after', '\nExamples:\n  rote engine install\n  rote engine install --force')
    .action(async ({ force = false, cuda = false, json: isJson = false }: InstallOptions) => {
      const print = (engine: string | null, words: string): void => {
        printAnswer({ stdout }, { format: isJson ? 'json' : 'text' }, { engine }, `Engine: ${words}.`);
      };
      const onStep = (line: string): void => {
        stderr.write(`${line}\n`);
      };
      if (!mayBeNative(config.ROTE_ENGINE) && !force) {
        print(config.ROTE_ENGINE ?? null, `${config.ROTE_ENGINE}, set by ROTE_ENGINE; nothing to install`);
        return;
      }
      // A missing native engine is not a failure: set-up continues, and so does training.
      const native = await prepareEngine({ config, signal, onStep, force, cuda });
      print(native ?? null, native ?? 'webgpu if it finds a GPU, otherwise wasm');
    });
  return new Command('engine')
    .description('Install and examine engines')
    .addCommand(install)
    .addCommand(engineDoctorCommand(context));
}
