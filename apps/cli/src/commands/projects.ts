import type { Project, ProjectQuotas } from '@rote/client';
import { PROJECT_SHARE } from '@rote/domain';
import { Command, InvalidArgumentError } from 'commander';
import type { CommandContext } from '../command-context.js';
import { connectApi, type GlobalOptions } from '../connect.js';
import { parseWholeNumber } from '../parse-whole-number.js';
import { type RowOptions, type TextOptions, withRowFormat, withTextFormat } from './format-options.js';
import { printAnswer } from './print-answer.js';
import { printList } from './print-list.js';

const COLUMNS = [
  { name: 'project', weight: 9 },
  { name: 'share', weight: 8 },
  { name: 'queued', weight: 6 },
  { name: 'running', weight: 6 },
  { name: 'max_queued_cells', weight: 7 },
  { name: 'slot_hours_used', weight: 5 },
  { name: 'slot_hours', weight: 7 },
];

type Quota = number | 'none';

interface QuotaOptions extends GlobalOptions, TextOptions {
  readonly share?: number;
  readonly maxQueuedCells?: Quota;
  readonly slotHours?: Quota;
}

const parseShare = parseWholeNumber({ min: PROJECT_SHARE.minimum, max: PROJECT_SHARE.maximum });
const parseCells = parseWholeNumber({ min: 0, max: 2 ** 31 - 1 });

function parseHours(text: string): number {
  const hours = Number(text);
  if (/^[\d.]+$/.test(text) && hours >= 0 && hours <= 1e9) return hours;
  throw new InvalidArgumentError('It must be a number from 0 to 1000000000, or none.');
}

/** Reads a quota, or `none`: commander takes no null from a parser. */
const orNone =
  (parse: (text: string) => number) =>
  (text: string): Quota =>
    text === 'none' ? text : parse(text);

const withQuotas = (command: Command): Command =>
  command
    .argument('<project>', 'its name: lower-case letters, digits, dots, hyphens and underscores')
    .option(
      '--share <number>',
      'its share of the slots, in proportion to those of other projects',
      parseShare,
    )
    .option(
      '--max-queued-cells <number>',
      'the most cells queued or running at once, or none; others wait',
      orNone(parseCells),
    )
    .option('--slot-hours <hours>', 'hours of slots per calendar month (UTC), or none', orNone(parseHours));

const toLimit = (quota: Quota): number | null => (quota === 'none' ? null : quota);

/** The quotas that a command names. */
const quotasOf = ({ share, maxQueuedCells, slotHours }: QuotaOptions): ProjectQuotas => ({
  ...(share !== undefined && { share }),
  ...(maxQueuedCells !== undefined && { maxQueuedCells: toLimit(maxQueuedCells) }),
  ...(slotHours !== undefined && { slotHours: toLimit(slotHours) }),
});

function describe({ name, share, maxQueuedCells, slotHours }: Project): string {
  const quotas = [
    ...(maxQueuedCells === null ? [] : [`at most ${String(maxQueuedCells)} cells queued or running`]),
    ...(slotHours === null ? [] : [`${String(slotHours)} slot-hours per month`]),
  ];
  return `Project "${name}" has a share of ${String(share)}, and ${quotas.length === 0 ? 'no quota' : quotas.join(', ')}.`;
}

function createCommand(context: CommandContext): Command {
  return withTextFormat(withQuotas(new Command('create')))
    .description('Make a project: with a share of 1 and no quota, unless options say otherwise')
    .addHelpText(
      'after',
      '\nExamples:\n  rote projects create vision --share 3\n  rote projects create class --max-queued-cells 8 --slot-hours 200',
    )
    .action(async (name: string, _options: unknown, command: Command) => {
      const options = command.optsWithGlobals<QuotaOptions>();
      const api = await connectApi(context, options);
      const project = await api.createProject(name, quotasOf(options));
      printAnswer(context, options, project, describe(project));
    });
}

function setCommand(context: CommandContext): Command {
  return withTextFormat(withQuotas(new Command('set')))
    .description('Change the share or the quotas of a project; what no option names stays')
    .addHelpText(
      'after',
      '\nRunning cells stay; the new quotas hold from the next one on.\n\nExamples:\n  rote projects set vision --share 2\n  rote projects set class --slot-hours none',
    )
    .action(async (name: string, _options: unknown, command: Command) => {
      const options = command.optsWithGlobals<QuotaOptions>();
      const api = await connectApi(context, options);
      const { share, maxQueuedCells, slotHours } = await api.getProject(name);
      const quotas = { share, maxQueuedCells, slotHours, ...quotasOf(options) };
      const project = await api.setProject(name, quotas);
      printAnswer(context, options, project, describe(project));
    });
}

/** Two decimals at most. */
const hours = (value: number | null): number | null =>
  value === null ? null : Math.round(value * 100) / 100;

const rowOf = ({
  name,
  share,
  queued,
  running,
  maxQueuedCells,
  slotHoursUsed,
  slotHours,
}: Project): readonly unknown[] => [
  name,
  share,
  queued,
  running,
  maxQueuedCells,
  hours(slotHoursUsed),
  slotHours,
];

function listCommand(context: CommandContext): Command {
  return withRowFormat(new Command('list'))
    .description('List the projects, with their shares, their quotas and what they use')
    .addHelpText('after', '\nExamples:\n  rote projects list\n  rote projects list --json')
    .action(async (_options: unknown, command: Command) => {
      const options = command.optsWithGlobals<GlobalOptions & RowOptions>();
      const { items } = await (await connectApi(context, options)).listProjects();
      await printList(context, options, items, { columns: COLUMNS, rowOf });
    });
}

function deleteCommand(context: CommandContext): Command {
  return withTextFormat(new Command('delete'))
    .description('Delete a project that has no sweeps and no keys that work')
    .argument('<project>', 'its name')
    .addHelpText('after', '\nExamples:\n  rote projects delete vision')
    .action(async (name: string, _options: unknown, command: Command) => {
      const options = command.optsWithGlobals<GlobalOptions & TextOptions>();
      await (await connectApi(context, options)).deleteProject(name);
      printAnswer(context, options, { deleted: name }, `Deleted project "${name}".`);
    });
}

export function projectsCommand(context: CommandContext): Command {
  return new Command('projects')
    .description('Share the slots among projects, and give them quotas')
    .addHelpText(
      'after',
      `
These commands ask the API. If it requires keys, "list" needs one with the scope read, and the others one with the scope admin.

Examples:
  rote projects create vision --share 3
  rote projects list
  rote submit sweep.yaml --project vision`,
    )
    .addCommand(createCommand(context))
    .addCommand(setCommand(context))
    .addCommand(listCommand(context))
    .addCommand(deleteCommand(context));
}
