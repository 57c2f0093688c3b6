import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { makeTempDir, type TempDir } from '@rote/testkit';
import type { Command } from 'commander';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EXIT_CODES } from '../src/command-error.js';
import { JSON_EXCEPTIONS } from '../src/json-exceptions.js';
import { preferPort } from '../src/stack/port.js';
import { programOf, runCommand } from './run-command.js';
import { type RoteProcess, runRote, spawnRote } from './rote-process.js';

const MINUTE = 60_000;
const SPEC = {
  name: 'json',
  dataset: { name: 'synthetic', train: 64, test: 32 },
  grid: { architecture: ['mlp-1x8'], corruption: ['none', 'random-labels'] },
  training: { epochs: 2 },
};
const LONG_SPEC = { ...SPEC, name: 'long', training: { epochs: 100_000 } };

let folder: TempDir;
let env: Readonly<Record<string, string>>;
let up: RoteProcess;
const inFolder = (name: string): string => path.join(folder.path, name);

/** The commands of a program that do something, by their names. */
const leavesOf = (command: Command, names: readonly string[] = []): readonly string[] =>
  command.commands.length === 0
    ? [names.join(' ')]
    : command.commands.flatMap((child) =>
        child.name() === 'help' ? [] : leavesOf(child, [...names, child.name()]),
      );

/** What earlier calls printed, by the name of their command. */
const printed = new Map<string, unknown>();
const fieldOf = (command: string, field: string): string => {
  const answer = printed.get(command) as Record<string, string>;
  return [answer].flat()[0]![field]!;
};

interface Call {
  /** Runs as a process of its own: it starts others. */
  readonly isProcess?: boolean;
  readonly args?: () => readonly string[];
}

/** How each command is called, in this order. */
const CALLS: Readonly<Record<string, Call>> = {
  up: {},
  'engine install': {},
  'engine doctor': { isProcess: true, args: () => ['--engine', 'wasm', '--no-speed'] },
  init: { args: () => [inFolder('starter.yaml')] },
  presets: {},
  demo: { isProcess: true, args: () => [inFolder('spec.json')] },
  plan: { args: () => [inFolder('spec.json')] },
  submit: { args: () => [inFolder('long.json')] },
  bulk: { args: () => ['archive', '--search', 'nothing of the kind'] },
  pause: { args: () => ['latest'] },
  resume: { args: () => ['latest'] },
  priority: { args: () => ['latest', '3'] },
  why: {},
  cancel: { args: () => ['latest'] },
  retry: { args: () => ['json'] },
  extend: { args: () => ['json', 'architecture=[mlp-1x16]', '--dry-run'] },
  clone: { args: () => ['json', 'training.epochs=3', '--dry-run'] },
  diff: { args: () => ['json', 'long'] },
  watch: { args: () => ['json'] },
  status: { args: () => ['json'] },
  sweeps: {},
  source: { args: () => ['json'] },
  cells: { args: () => ['json'] },
  results: { args: () => ['json'] },
  cell: { args: () => [fieldOf('results', 'cell')] },
  curve: { args: () => [fieldOf('results', 'cell')] },
  report: { args: () => ['json', '--output', inFolder('report')] },
  export: { args: () => ['json', '--to', inFolder('export')] },
  import: { args: () => [inFolder('export')] },
  sql: { args: () => ['SELECT 1 AS one'] },
  psql: { args: () => ['--print'] },
  label: { args: () => ['json', 'a=b'] },
  archive: { args: () => ['json'] },
  unarchive: { args: () => ['json'] },
  delete: { args: () => ['json'] },
  queues: {},
  workers: {},
  'projects create': { args: () => ['vision', '--share', '2'] },
  'projects set': { args: () => ['vision', '--share', '3'] },
  'projects list': {},
  'projects delete': { args: () => ['vision'] },
  grant: { args: () => ['ada'] },
  'webhooks create': { args: () => ['--url', 'https://93.184.216.34/rote', '--type', 'sweep.ended'] },
  'webhooks list': {},
  'webhooks deliveries': { args: () => [fieldOf('webhooks create', 'id')] },
  'webhooks replay': { args: () => [fieldOf('webhooks create', 'id')] },
  'webhooks delete': { args: () => [fieldOf('webhooks create', 'id')] },
  // The first key closes the API.
  'keys create': { args: () => ['--name', 'x', '--scope', 'admin'] },
  'keys list': {},
  'keys revoke': { args: () => [fieldOf('keys create', 'id')] },
};

beforeAll(async () => {
  folder = await makeTempDir();
  await writeFile(inFolder('spec.json'), JSON.stringify(SPEC));
  await writeFile(inFolder('long.json'), JSON.stringify(LONG_SPEC));
  env = {
    ROTE_STATE_DIR: inFolder('state'),
    ROTE_DATA_DIR: inFolder('data'),
    ROTE_PORT: String(await preferPort('127.0.0.1', 0)),
    ROTE_QUEUE: 'postgres',
    ROTE_ENGINE: 'wasm',
    ROTE_SLOTS: '1',
  };
  up = spawnRote(['up', '--json'], { env });
  await up.until('"documentation"');
}, 2 * MINUTE);

afterAll(async () => {
  up.signal('SIGTERM');
  expect((await up.exited).code).toBe(EXIT_CODES.ok);
  await folder.remove();
}, MINUTE);

describe('a program that reads', () => {
  it('finds --json on every command, except those that the reference lists', () => {
    const program = programOf(env);
    const leaves = leavesOf(program);
    expect([...leaves].sort()).toEqual([...Object.keys(CALLS), ...Object.keys(JSON_EXCEPTIONS)].sort());
    for (const name of leaves) {
      const command = name
        .split(' ')
        .reduce((parent, child) => parent.commands.find((each) => each.name() === child)!, program);
      const hasJson = command.options.some(({ long }) => long === '--json');
      expect(hasJson, name).toBe(!Object.hasOwn(JSON_EXCEPTIONS, name));
    }
  });

  it.each(Object.entries(CALLS))(
    'gets one JSON document on standard output: rote %s --json',
    async (name, { args = () => [], isProcess = false }) => {
      const words = [...name.split(' '), ...args(), '--json'];
      let stdout: string;
      if (name === 'up')
        stdout = up
          .output()
          .split('\n')
          .find((line) => line.startsWith('{'))!;
      else if (isProcess) {
        const outcome = await runRote(words, { env });
        expect(outcome.code, outcome.stderr).toBe(EXIT_CODES.ok);
        stdout = outcome.stdout;
      } else {
        const { bytes, error } = await runCommand(words, env);
        expect(error).toBeUndefined();
        stdout = bytes.toString();
      }
      expect(stdout, 'it printed nothing').not.toBe('');
      printed.set(name, JSON.parse(stdout));
    },
    2 * MINUTE,
  );

  it('gets nothing on standard output from a command that fails, and an exit code', async () => {
    for (const words of [
      ['status', 'no-such-sweep', '--json'],
      ['psql', '--json'],
    ]) {
      const { bytes, exitCode } = await runCommand(words, env);
      expect([bytes.toString(), exitCode > 0]).toEqual(['', true]);
    }
  });
});
