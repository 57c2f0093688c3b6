import { stringifyYaml } from '@rote/contracts';
import { PRESETS } from '@rote/domain';
import { Command } from 'commander';
import type { CommandContext } from '../command-context.js';
import { inOneBatch } from '../format/rows.js';
import { writeRows } from '../format/write-rows.js';
import { getPreset } from '../starter/get-preset.js';
import { rowFormatOf, type RowOptions, withRowFormat } from './format-options.js';

const COLUMNS = [
  { name: 'preset', weight: 9 },
  { name: 'part', weight: 8 },
  { name: 'title', weight: 7 },
  { name: 'source', weight: 5 },
];

export function presetsCommand(context: CommandContext): Command {
  return withRowFormat(new Command('presets'))
    .description('List the presets that a sweep file may name, or show one; needs no server')
    .argument('[name]', 'the preset to show, as YAML')
    .addHelpText(
      'after',
      `
A part says where the name may stand: "preset: NAME" at the top of a file (sweep) or in a grid (grid), or
"training: { preset: NAME }" (training). What the file says itself has precedence.

Examples:
  rote presets
  rote presets paper-table-1
  rote init sweep.yaml --preset paper-table-1`,
    )
    .action(async (name: string | undefined, options: RowOptions) => {
      const { stdout } = context;
      const format = rowFormatOf(options);
      if (name !== undefined) {
        const preset = getPreset(name);
        stdout.write(
          format === 'json' ? `${JSON.stringify(preset, undefined, 2)}\n` : stringifyYaml(preset.values),
        );
      } else if (format === 'json') stdout.write(`${JSON.stringify(PRESETS, undefined, 2)}\n`);
      else {
        const rows = PRESETS.map((preset) => [preset.name, preset.part, preset.title, preset.source]);
        const isWide = options.wide === true;
        await writeRows(context, format, { columns: COLUMNS, batches: inOneBatch(rows) }, { isWide });
      }
    });
}
