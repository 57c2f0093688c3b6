import { type Command, Option } from 'commander';
import { ROW_FORMATS, type RowFormat } from '../format/write-rows.js';

export interface RowOptions {
  readonly format: RowFormat;
  readonly json?: boolean;
  readonly wide?: boolean;
}

/** `--format`, `--json` and `--wide`, the same for every command that prints rows. */
export const withRowFormat = (command: Command): Command =>
  command
    .addOption(
      new Option('--format <format>', 'how to print the rows').choices([...ROW_FORMATS]).default('table'),
    )
    .option('--json', 'the same as --format json')
    .option('--wide', 'show every column and value in full, however narrow the terminal is');

export const rowFormatOf = ({ format, json }: RowOptions): RowFormat => (json === true ? 'json' : format);

/** `--json`, for commands that print something in one other form. */
export const withJson = (command: Command, what: string): Command => command.option('--json', what);

export interface JsonOption {
  readonly json?: boolean;
}

export interface TextOptions {
  readonly format: 'text' | 'json';
  readonly json?: boolean;
}

/** `--format` and `--json`, the same for every command that prints text. */
export const withTextFormat = (command: Command): Command =>
  command
    .addOption(
      new Option('--format <format>', 'how to print the answer').choices(['text', 'json']).default('text'),
    )
    .option('--json', 'the same as --format json');

export const wantsJson = ({ format, json }: TextOptions): boolean => json === true || format === 'json';
