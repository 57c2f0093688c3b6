import type { Webhook, WebhookDelivery } from '@rote/client';
import { EVENT_TYPES, type EventType } from '@rote/contracts';
import { Command, InvalidArgumentError } from 'commander';
import type { CommandContext } from '../command-context.js';
import { connectApi, type GlobalOptions } from '../connect.js';
import { parseWholeNumber } from '../parse-whole-number.js';
import { type RowOptions, type TextOptions, withRowFormat, withTextFormat } from './format-options.js';
import { printAnswer } from './print-answer.js';
import { printList } from './print-list.js';

/** The webhook of the examples. */
const ID = '5e3f4cf2-1a54-4e63-8a0e-61b2f7f0a5d4';

const WEBHOOKS = [
  { name: 'webhook', weight: 9 },
  { name: 'url', weight: 8 },
  { name: 'types', weight: 7 },
  { name: 'sweep', weight: 4 },
  { name: 'pending', weight: 6 },
  { name: 'failed', weight: 6 },
];
const DELIVERIES = [
  { name: 'event', weight: 9 },
  { name: 'type', weight: 8 },
  { name: 'state', weight: 7 },
  { name: 'attempts', weight: 6 },
  { name: 'status', weight: 5 },
  { name: 'error', weight: 4 },
];

interface CreateOptions extends GlobalOptions, TextOptions {
  readonly url: string;
  readonly type?: readonly EventType[];
  readonly sweep?: string;
}

function parseType(text: string, before: readonly EventType[] = []): readonly EventType[] {
  const type = EVENT_TYPES.find((each) => each === text);
  if (type === undefined) throw new InvalidArgumentError(`Types are ${EVENT_TYPES.join(', ')}.`);
  return [...new Set([...before, type])];
}

function createCommand(context: CommandContext): Command {
  return withTextFormat(new Command('create'))
    .description('Make a webhook and print the secret of its signatures; it is shown only this once')
    .requiredOption('--url <url>', 'where events are sent, by POST')
    .option('--type <type...>', 'types of events (default: sweep.submitted sweep.ended)', parseType)
    .option('--sweep <id>', 'only events of the sweep with this id')
    .addHelpText(
      'after',
      '\nStandard output has only the secret, so that a script can keep it.\n\nExamples:\n' +
        '  rote webhooks create --url https://example.org/rote --type sweep.ended > webhook.secret',
    )
    .action(async (_options: unknown, command: Command) => {
      const options = command.optsWithGlobals<CreateOptions>();
      const { url, type, sweep } = options;
      const api = await connectApi(context, options);
      const created = await api.createWebhook({
        url,
        ...(type && { types: [...type] }),
        ...(sweep && { sweep }),
      });
      printAnswer(context, options, created, created.secret);
      context.stderr.write(`Webhook ${created.id} gets ${created.types.join(', ')}. Keep the secret now.\n`);
    });
}

const webhookRow = ({ id, url, types, sweep, pending, failed }: Webhook): readonly unknown[] => [
  id,
  url,
  types.join(', '),
  sweep,
  pending,
  failed,
];

const deliveryRow = ({
  event,
  type,
  state,
  attempts,
  lastStatus,
  lastError,
}: WebhookDelivery): readonly unknown[] => [event, type, state, attempts, lastStatus, lastError];

function listCommand(context: CommandContext): Command {
  return withRowFormat(new Command('list'))
    .description('List the webhooks, the newest first, without their secrets')
    .addHelpText('after', '\nExamples:\n  rote webhooks list\n  rote webhooks list --json')
    .action(async (_options: unknown, command: Command) => {
      const options = command.optsWithGlobals<GlobalOptions & RowOptions>();
      const { items } = await (await connectApi(context, options)).listWebhooks();
      await printList(context, options, items, { columns: WEBHOOKS, rowOf: webhookRow });
    });
}

function deliveriesCommand(context: CommandContext): Command {
  return withRowFormat(new Command('deliveries'))
    .description('List what was sent to a webhook, and what came of it, the newest event first')
    .argument('<webhook>', 'the id of the webhook')
    .addHelpText('after', `\nExamples:\n  rote webhooks deliveries ${ID}`)
    .action(async (id: string, _options: unknown, command: Command) => {
      const options = command.optsWithGlobals<GlobalOptions & RowOptions>();
      const { items } = await (await connectApi(context, options)).listDeliveries(id);
      await printList(context, options, items, { columns: DELIVERIES, rowOf: deliveryRow });
    });
}

function replayCommand(context: CommandContext): Command {
  return withTextFormat(new Command('replay'))
    .description('Send events to a webhook again: one, or all that failed')
    .argument('<webhook>', 'the id of the webhook')
    .option(
      '--event <id>',
      'only this event, whatever came of it',
      parseWholeNumber({ min: 1, max: 2 ** 53 - 1 }),
    )
    .addHelpText(
      'after',
      `\nExamples:\n  rote webhooks replay ${ID}\n  rote webhooks replay ${ID} --event 4178`,
    )
    .action(async (id: string, _options: unknown, command: Command) => {
      const options = command.optsWithGlobals<GlobalOptions & TextOptions & { readonly event?: number }>();
      const { event } = options;
      const api = await connectApi(context, options);
      const answer = await api.replayWebhook(id, { ...(event !== undefined && { event }) });
      printAnswer(context, options, answer, `Deliveries that are sent again: ${String(answer.replayed)}.`);
    });
}

function deleteCommand(context: CommandContext): Command {
  return withTextFormat(new Command('delete'))
    .description('Delete a webhook and the record of its deliveries')
    .argument('<webhook>', 'the id of the webhook')
    .addHelpText('after', `\nExamples:\n  rote webhooks delete ${ID}`)
    .action(async (id: string, _options: unknown, command: Command) => {
      const options = command.optsWithGlobals<GlobalOptions & TextOptions>();
      await (await connectApi(context, options)).deleteWebhook(id);
      printAnswer(context, options, { deleted: id }, `Deleted webhook ${id}.`);
    });
}

export function webhooksCommand(context: CommandContext): Command {
  return new Command('webhooks')
    .description('Say where events are sent')
    .addHelpText(
      'after',
      `
These commands ask the API, which requires a key with the scope admin if it requires keys.

Examples:
  rote webhooks create --url https://example.org/rote --type sweep.ended
  rote webhooks list`,
    )
    .addCommand(createCommand(context))
    .addCommand(listCommand(context))
    .addCommand(deliveriesCommand(context))
    .addCommand(replayCommand(context))
    .addCommand(deleteCommand(context));
}
