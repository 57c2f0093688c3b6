import { randomUUID } from 'node:crypto';
import { RoteError } from '@rote/domain';
import { Command } from 'commander';
import { LostAnswerError } from '@rote/client';
import type { CommandContext } from '../command-context.js';
import { connectApi, type GlobalOptions } from '../connect.js';
import { shortId } from '../format/short-id.js';
import { parseWholeNumber } from '../parse-whole-number.js';
import { describeWarnings } from '../sweeps/describe-plan.js';
import { followSweep } from '../sweeps/follow-sweep.js';
import { locateInFile } from '../sweeps/locate-in-file.js';
import { readSpec } from '../sweeps/read-spec.js';
import { showEnd } from '../sweeps/show-end.js';
import { specTextOf } from '../sweeps/spec-text.js';
import { plural, requireResults } from '../sweeps/sweep-end.js';
import { type TextOptions, wantsJson, withTextFormat } from './format-options.js';
import { planFile } from './plan.js';

interface SubmitOptions extends GlobalOptions, TextOptions {
  readonly watch?: boolean;
  readonly dryRun?: boolean;
  readonly priority?: number;
  readonly idempotencyKey?: string;
  readonly project?: string;
}

export function submitCommand(context: CommandContext): Command {
  return withTextFormat(new Command('submit'))
    .description('Submit a sweep')
    .argument('<file>', 'the sweep spec, YAML or JSON; - for standard input')
    .option('--watch', 'follow it until it ends; exit with 1 if a cell failed')
    .option('--dry-run', 'the same as "rote plan": check the spec and estimate its cost')
    .option(
      '--priority <number>',
      "overrides the spec's priority: -1000 to 1000, higher goes first",
      parseWholeNumber({ min: -1000, max: 1000 }),
    )
    .option('--project <name>', 'the project that it is in (default: that of the key, or default)')
    .option('--idempotency-key <key>', 'submit once, however often this is run with the same key')
    .addHelpText(
      'after',
      `
Every submission has a key, so repeating it after a lost answer makes no second sweep.

Examples:
  rote submit examples/demo.yaml --watch
  rote submit --dry-run sweep.yaml
  id=$(rote submit sweep.yaml --json | jq -r .id)
  generate-spec | rote submit - --priority 10`,
    )
    .action(async (file: string, _options: unknown, command: Command) => {
      await submit(context, file, command.optsWithGlobals<SubmitOptions>());
    });
}

function withPriority(spec: unknown, priority: number | undefined): unknown {
  const isObject = typeof spec === 'object' && spec !== null && !Array.isArray(spec);
  return priority === undefined || !isObject ? spec : { ...spec, priority };
}

/** Says what to do if it is unknown whether the sweep was submitted. */
const askAgain = (file: string, key: string, { project }: Pick<SubmitOptions, 'project'>): string =>
  `The sweep may have been submitted anyway: "npx rote submit ${file}${project === undefined ? '' : ` --project ${project}`} --idempotency-key ${key}" finds out, and submits it exactly once.`;

async function submit(context: CommandContext, file: string, options: SubmitOptions): Promise<void> {
  const { stdin, stdout, stderr, signal } = context;
  const read = await readSpec(file, stdin);
  const spec = withPriority(read.spec, options.priority);
  if (options.dryRun === true) {
    await planFile(context, { ...read, spec }, options);
    return;
  }
  const api = await connectApi(context, options);
  const key = options.idempotencyKey ?? randomUUID();
  const text = specTextOf(read, spec);
  const submitted = await api.submit(spec, key, text, options.project).catch((error: unknown) => {
    if (signal.aborted)
      throw new RoteError('aborted', `Interrupted before the API answered. ${askAgain(file, key, options)}`);
    if (error instanceof LostAnswerError)
      throw new RoteError(error.code, `${error.message}\n${askAgain(file, key, options)}`, {
        retryable: true,
      });
    throw locateInFile(error, read);
  });
  const { id, name, cells, cached, endedAt, warnings } = submitted;
  stderr.write(describeWarnings(warnings));
  const isJson = wantsJson(options);
  if (!isJson)
    stdout.write(`Submitted sweep ${id} "${name}": ${plural(cells, 'cell')}, ${String(cached)} cached.\n`);
  if (options.watch !== true) {
    if (isJson) stdout.write(`${JSON.stringify(submitted, undefined, 2)}\n`);
    else
      stdout.write(
        endedAt === null
          ? `Follow it with "npx rote watch ${shortId(id)}".\n`
          : `All its results are cached: "npx rote results ${shortId(id)}" prints them.\n`,
      );
    return;
  }
  const sweep = await followSweep({ api, sweepId: id, signal, output: isJson ? stderr : stdout });
  if (isJson) stdout.write(`${JSON.stringify(sweep, undefined, 2)}\n`);
  else await showEnd(context, api, sweep);
  requireResults(sweep);
}
