import path from 'node:path';
import { Command } from 'commander';
import type { CommandContext } from '../command-context.js';
import { connectApi, type GlobalOptions } from '../connect.js';
import { resolveSweep, SWEEP_ARGUMENT } from '@rote/client';
import { type TextOptions, withTextFormat } from './format-options.js';
import { printAnswer } from './print-answer.js';

interface ReportOptions extends GlobalOptions, TextOptions {
  readonly output?: string;
}

export function reportCommand(context: CommandContext): Command {
  return withTextFormat(new Command('report'))
    .description("Write a sweep's tables and figures beside the paper's, with the rows behind them")
    .argument('<sweep>', SWEEP_ARGUMENT)
    .option('--output <folder>', 'where to write it (default: reports/<sweep> in the state folder)')
    .addHelpText(
      'after',
      `
Writes report.html, which is self-contained, figures/*.svg and *.png, and data/*.csv.
Everything comes from the API.

Examples:
  rote report latest
  rote report 0f3a --output report`,
    )
    .action(async (reference: string, _options: unknown, command: Command) => {
      const options = command.optsWithGlobals<ReportOptions>();
      // Not at the top: the store, which knows the tables, takes long to load.
      const { collectReport } = await import('../report/collect-report.js');
      const { writeReportFiles } = await import('../report/report-files.js');
      const api = await connectApi(context, options);
      const id = await resolveSweep(reference, api.listSweeps());
      const folder = path.resolve(options.output ?? path.join(context.config.ROTE_STATE_DIR, 'reports', id));
      const files = await collectReport(context, api, id);
      await writeReportFiles(folder, files);
      const list = files.map((file) => `  ${file.path}\n`).join('');
      const words = `Wrote the report of sweep ${id} to ${folder}:\n${list}`.trimEnd();
      printAnswer(context, options, { sweep: id, folder, files: files.map((file) => file.path) }, words);
    });
}
