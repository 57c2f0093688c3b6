import { Command } from 'commander';
import { ENGINE_NAMES } from '@rote/domain';
import { CommandError } from '../command-error.js';
import type { CommandContext } from '../command-context.js';
import { describeReport } from '../doctor/describe-report.js';
import { examineMachine } from '../doctor/examine-machine.js';

interface DoctorOptions {
  readonly engine?: string;
  readonly speed: boolean;
  readonly json?: boolean;
}

export function engineDoctorCommand({ config, env, stdout, stderr, signal }: CommandContext): Command {
  return new Command('doctor')
    .description('Show which engines this machine has, which is chosen and why, and how fast it trains')
    .option('--engine <name>', 'examine only this engine')
    .option('--no-speed', "do not benchmark the paper's models")
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      `
Exits with 1 if no engine can train.

Examples:
  rote engine doctor
  rote engine doctor --engine wasm --no-speed`,
    )
    .action(async ({ engine, speed, json = false }: DoctorOptions, command: Command) => {
      const findEngine = (source: string, given: string | undefined) => {
        const name = ENGINE_NAMES.find((known) => known === given);
        if (given !== undefined && name === undefined)
          command.error(`error: ${source} must be one of ${ENGINE_NAMES.join(', ')}; found ${given}`);
        return name;
      };
      const report = await examineMachine({
        config,
        env,
        signal,
        onStep(line) {
          stderr.write(`${line}\n`);
        },
        only: findEngine('--engine', engine),
        forced: findEngine('ROTE_ENGINE', config.ROTE_ENGINE),
        measuresSpeed: speed,
      });
      stdout.write(json ? `${JSON.stringify(report, undefined, 2)}\n` : `${describeReport(report)}\n`);
      if (report.chosen === null) throw new CommandError('No engine on this machine can train.');
      if (report.speedFault !== null)
        throw new CommandError(`${report.chosen} was chosen, but cannot train.`);
    });
}
