import { setTimeout as delay } from 'node:timers/promises';
import type { ApiClient, BulkChange, BulkProgress } from '@rote/client';
import {
  BULK_ACTIONS,
  type BulkAction,
  PRIORITY,
  RoteError,
  SWEEP_STATES,
  type SweepState,
} from '@rote/domain';
import { Argument, Command, Option } from 'commander';
import type { CommandContext } from '../command-context.js';
import { connectApi, type GlobalOptions } from '../connect.js';
import { parseWholeNumber } from '../parse-whole-number.js';
import { type TextOptions, withTextFormat } from './format-options.js';
import { collectLabels, type Labels } from './label.js';
import { printAnswer } from './print-answer.js';

interface BulkOptions extends GlobalOptions, TextOptions {
  readonly label?: string[];
  readonly state?: SweepState;
  readonly project?: string;
  readonly search?: string;
  readonly archived?: 'false' | 'true' | 'any';
  readonly all?: boolean;
  readonly priority?: number;
  readonly set?: Labels;
  readonly yes?: boolean;
}

const POLL_MS = 500;

function changeOf(action: BulkAction, command: Command): BulkChange {
  const options = command.optsWithGlobals<BulkOptions>();
  const { label, state, project, search, archived, all, priority, set } = options;
  const filter = {
    ...(label && { label }),
    ...(state && { state }),
    ...(project !== undefined && { project }),
    ...(search !== undefined && { search }),
    ...(archived && { archived }),
  };
  if (all !== true && Object.keys(filter).length === 0)
    command.error('error: say which sweeps: --label, --state, --project, --search, --archived, or --all');
  return {
    action,
    filter,
    ...(priority !== undefined && { priority }),
    ...(set && { labels: { ...set } }),
  };
}

const sweepsText = (count: number): string => `${String(count)} ${count === 1 ? 'sweep' : 'sweeps'}`;
const cellsText = (count: number): string => `${String(count)} ${count === 1 ? 'cell' : 'cells'}`;

/** Waits until the last sweep is changed. Ctrl-C ends the waiting, not the change. */
async function follow(api: ApiClient, begun: BulkProgress, signal: AbortSignal): Promise<BulkProgress> {
  let progress = begun;
  while (progress.endedAt === null) {
    await delay(POLL_MS, undefined, { signal }).catch(() => {
      throw new RoteError(
        'aborted',
        `Interrupted; the change continues without this command: GET /v1/bulk-changes/${begun.id} has its progress`,
      );
    });
    progress = await api.getBulkChange(begun.id);
  }
  return progress;
}

function describeEnd({ action, done, refusals, refused }: BulkProgress): string {
  const lines = refusals.map(({ sweep, message }) => `  ${sweep}: ${message}`);
  const end = refused === 0 ? '.' : `, and ${sweepsText(refused)} refused:`;
  return [`${action}: ${sweepsText(done)} changed${end}`, ...lines].join('\n');
}

export function bulkCommand(context: CommandContext): Command {
  return withTextFormat(new Command('bulk'))
    .description('Change all sweeps that match every given option; without --yes, only count them')
    .addArgument(new Argument('<action>', 'what to do to each').choices([...BULK_ACTIONS]))
    .option('--label <label...>', 'only with these labels: key=value, or key for any value')
    .addOption(new Option('--state <state>', 'only in this state').choices([...SWEEP_STATES]))
    .option('--project <name>', 'only in this project')
    .option('--search <text>', 'only with this text in their name, notes or labels')
    .addOption(
      new Option(
        '--archived <which>',
        'whether archived sweeps match (default: false; for unarchive, true)',
      ).choices(['false', 'true', 'any']),
    )
    .option('--all', 'every sweep that the action would change')
    .option(
      '--priority <number>',
      'the new priority; for prioritize',
      parseWholeNumber({ min: PRIORITY.minimum, max: PRIORITY.maximum }),
    )
    .option('--set <label>', 'key=value to set, key- to remove; for label; may be repeated', collectLabels)
    .option('-y, --yes', 'change them')
    .addHelpText(
      'after',
      `
Examples:
  rote bulk cancel --label run=3
  rote bulk cancel --label run=3 --yes
  rote bulk prioritize --priority 5 --search cifar --yes
  rote bulk label --set reviewed=yes --state completed --yes`,
    )
    .action(async (action: BulkAction, _options: unknown, command: Command) => {
      const options = command.optsWithGlobals<BulkOptions>();
      const change = changeOf(action, command);
      const api = await connectApi(context, options);
      const plan = await api.planBulkChange(change);
      if (options.yes !== true) {
        const cells = plan.cells === 0 ? '' : ` with ${cellsText(plan.cells)}`;
        const words = `${action}: ${sweepsText(plan.sweeps)}${cells} would be changed. With --yes, it is done.`;
        printAnswer(context, options, plan, words);
        return;
      }
      const begun = await api.startBulkChange({ ...change, expected: plan.sweeps });
      const end = await follow(api, begun, context.signal);
      printAnswer(context, options, end, describeEnd(end));
    });
}
