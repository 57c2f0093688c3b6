import path from 'node:path';
import { countOf, RoteError } from '@rote/domain';
import type { ImportSummary } from '@rote/store';
import { Command } from 'commander';
import type { CommandContext } from '../command-context.js';
import { type GlobalOptions, namesOtherApi, withStore } from '../connect.js';
import { openImport } from '../exports/open-import.js';
import { type TextOptions, withTextFormat } from './format-options.js';
import { printAnswer } from './print-answer.js';

const SHOWN_DIFFERENCES = 20;

export function importCommand(context: CommandContext): Command {
  return withTextFormat(new Command('import'))
    .description('Bring an export of a sweep into this database: the same cells with their results')
    .argument('<folder>', 'a folder that "rote export" wrote, in any format')
    .addHelpText(
      'after',
      `
Works directly in the database (DATABASE_URL, or that of this folder's stack): all of the export, or nothing. It may be
repeated. Every file is checked against the manifest, and every cell's id against its spec. A result that is here already
stays as it is; where the export has another, the difference is reported. A sweep with cells that have no result arrives
paused: "rote resume" trains them.

Examples:
  rote import latest-export
  rote import exports/figure-1a --json`,
    )
    .action(async (folder: string, _options: unknown, command: Command) => {
      const options = command.optsWithGlobals<GlobalOptions & TextOptions>();
      if (await namesOtherApi(context, options))
        throw new RoteError(
          'request-invalid',
          'An import needs the database itself, not an API: set DATABASE_URL, or leave out --api and ROTE_API_URL to use the stack of this folder.',
        );
      const { sweep, tables } = await openImport(path.resolve(folder), context.signal);
      const summary = await withStore(context, (store) => store.importSweep(sweep, tables, context.signal), {
        migrates: true,
      });
      printAnswer(context, options, { sweep: sweep.id, ...summary }, describe(sweep, summary));
    });
}

function describe(
  { id, name }: { readonly id: string; readonly name: string },
  { created, cells, results, kept, running, unfinished, differences }: ImportSummary,
): string {
  const lines = [
    `${created ? 'Imported' : 'Already here: '} sweep ${name} (${id}): ${countOf(cells, 'cell')}`,
    `  ${countOf(results, 'result')} imported, ${String(kept)} already here`,
    ...(running > 0 ? [`  ${countOf(running, 'cell')} being trained here, left alone`] : []),
    ...(unfinished > 0 ? [`  ${countOf(unfinished, 'cell')} without a result`] : []),
    ...differences
      .slice(0, SHOWN_DIFFERENCES)
      .map(
        ({ cell, column, here, there }) =>
          `  differs: cell ${cell.slice(0, 12)} has ${column} ${here ?? 'NULL'} here, and ${there ?? 'NULL'} in the export`,
      ),
    ...(differences.length > SHOWN_DIFFERENCES
      ? [`  and ${countOf(differences.length - SHOWN_DIFFERENCES, 'difference')} more: --json has all`]
      : []),
  ];
  return lines.join('\n');
}
