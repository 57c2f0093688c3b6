import { tmpdir } from 'node:os';
import path from 'node:path';
import { EXPORT_FORMATS, type ExportFormat } from '@rote/domain';
import { Command, Option } from 'commander';
import type { CommandContext } from '../command-context.js';
import { connectApi, type GlobalOptions } from '../connect.js';
import { withFetchedExport } from '../exports/fetch-export.js';
import { checkPlace, placeExport } from '../exports/place-export.js';
import { resolveSweep, SWEEP_ARGUMENT } from '@rote/client';
import { printAnswer } from './print-answer.js';

interface ExportOptions extends GlobalOptions {
  readonly format: ExportFormat;
  readonly to: string;
  readonly json?: boolean;
}

const isBucket = (place: string): boolean => place.toLowerCase().startsWith('s3:');

export function exportCommand(context: CommandContext): Command {
  return new Command('export')
    .description(
      'Write all of a sweep as files: results, cells, attempts, epochs, measures, spec and a manifest',
    )
    .argument('<sweep>', SWEEP_ARGUMENT)
    .addOption(
      new Option('--format <format>', 'the format of the tables')
        .choices([...EXPORT_FORMATS])
        .default('parquet'),
    )
    .requiredOption('--to <place>', 'a new folder, or s3://bucket/prefix')
    .option('--json', 'print the manifest')
    .addHelpText(
      'after',
      `
Everything is from one moment, and comes from the API. A folder is either complete or missing; a prefix in S3 is complete
if it has manifest.json, which has the SHA-256 of every other file. The same export may be written again. Arrow files
(.arrows) are IPC streams.

Examples:
  rote export latest --to latest-export
  rote export figure-1a --format csv --to exports/figure-1a
  rote export latest --to "s3://bucket/exports/latest?region=eu-central-1"`,
    )
    .action(async (reference: string, _options: unknown, command: Command) => {
      const options = command.optsWithGlobals<ExportOptions>();
      const { signal } = context;
      const place = isBucket(options.to) ? options.to : path.resolve(options.to);
      if (isBucket(place)) {
        const { parseStorageUrl } = await import('@rote/storage');
        parseStorageUrl(place);
      } else await checkPlace(place);
      const api = await connectApi(context, options);
      const id = await resolveSweep(reference, api.listSweeps());
      const archive = await api.exportSweep(id, options.format);
      const parent = isBucket(place) ? tmpdir() : path.dirname(place);
      await withFetchedExport(archive, parent, signal, async (fetched) => {
        const { uploadExport } = await import('../exports/upload-export.js');
        const isNew = isBucket(place)
          ? await uploadExport(fetched, place, signal)
          : await placeExport(fetched, place);
        const { manifest } = fetched;
        const files = manifest.files.map(
          ({ path: file, rows }) => `\n  ${file}${rows === undefined ? '' : `  ${String(rows)} rows`}`,
        );
        printAnswer(
          context,
          { format: options.json === true ? 'json' : 'text' },
          manifest,
          `${isNew ? 'Exported' : 'Already there: the same export of'} sweep ${manifest.sweep.name} (${id}) to ${place}:${files.join('')}`,
        );
      });
    });
}
