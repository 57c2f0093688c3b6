import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { RoteError } from '@rote/domain';
import { Command } from 'commander';
import { DEFAULT_PORT } from '../cli-config.js';
import type { CommandContext } from '../command-context.js';
import type { GlobalOptions } from '../connect.js';
import { type JsonOption, withJson } from './format-options.js';
import { printAnswer } from './print-answer.js';
import { getPreset } from '../starter/get-preset.js';
import { writeStarter } from '../starter/starter-file.js';

interface InitOptions extends GlobalOptions, JsonOption {
  readonly preset?: string;
}

/** The schema in a clone. A package without documents has none; then the API has it. */
const SCHEMA = fileURLToPath(new URL('../../../../docs/reference/sweep.schema.json', import.meta.url));

export function initCommand(context: CommandContext): Command {
  return withJson(new Command('init'), 'print the name of the file and its text as JSON')
    .description('Write a sweep file with comments, to begin with; needs no server')
    .argument('[file]', 'the file to write, which must not exist; - for standard output', 'sweep.yaml')
    .option('--preset <name>', 'begin with this preset; "rote presets" lists them')
    .addHelpText(
      'after',
      `
The first line lets editors complete and check the file.

Examples:
  rote init
  rote init noise.yaml --preset paper-figure-1a
  rote init - --preset until-fitted`,
    )
    .action(async (file: string, _options: unknown, command: Command) => {
      await init(context, file, command.optsWithGlobals<InitOptions>());
    });
}

/** The name of a sweep by that of its file. A name is one line of at most 200 characters. */
const nameOf = (file: string): string =>
  path
    .parse(file)
    .name.replaceAll(/[^\p{L}\p{N}\p{P}\p{S} ]/gu, ' ')
    .slice(0, 100);

async function init(
  { config, stdout }: CommandContext,
  file: string,
  { preset, api, json: isJson = false }: InitOptions,
): Promise<void> {
  const isOutput = file === '-';
  const folder = isOutput ? '.' : path.dirname(file);
  const address =
    api ?? config.ROTE_API_URL ?? `http://127.0.0.1:${String(config.ROTE_PORT ?? DEFAULT_PORT)}`;
  const text = writeStarter({
    name: isOutput ? 'sweep' : nameOf(file),
    file: isOutput ? 'FILE' : file,
    schema: existsSync(SCHEMA)
      ? path.relative(path.resolve(folder), SCHEMA).replaceAll('\\', '/')
      : new URL('/v1/schema/sweep', address).href,
    preset: preset === undefined ? undefined : getPreset(preset),
  });
  if (isOutput) {
    stdout.write(isJson ? `${JSON.stringify({ file: null, text }, undefined, 2)}\n` : text);
    return;
  }
  try {
    await writeFile(file, text, { flag: 'wx' });
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause && cause.code === 'EEXIST'))
      throw new RoteError('config-invalid', `${file} cannot be written`, { cause });
    throw new RoteError(
      'config-invalid',
      `${file} already exists and was left as it is: name another file, or delete it first`,
    );
  }
  const words = `Wrote ${file}. Change it, check it with "npx rote plan ${file}", and train it with "npx rote submit ${file} --watch".`;
  printAnswer({ stdout }, { format: isJson ? 'json' : 'text' }, { file, text }, words);
}
