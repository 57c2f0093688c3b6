import { Option } from 'commander';
import { ROW_FORMATS } from '../format/format-rows.js';

/** `--format`, the same for every command that prints rows. */
export const rowFormatOption = (): Option =>
  new Option('--format <format>', 'how to print the rows').choices([...ROW_FORMATS]).default('table');
