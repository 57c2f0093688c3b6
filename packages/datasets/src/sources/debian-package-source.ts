import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { DataSource } from './data-source.js';
import { readGzippedFolder } from './gzipped-files.js';
import { runCommand } from './run-command.js';

export interface DebianPackage {
  readonly name: string;
  /** Where the package puts its gzipped files, for example `/usr/share/datasets/NAME`. */
  readonly folder: string;
}

/** The files of a Debian package installed on this machine. */
export function installedDebianPackageSource({ name, folder }: DebianPackage): DataSource {
  return {
    name: `installed Debian package ${name}`,
    fetch: (wanted) => readGzippedFolder(folder, wanted),
  };
}

/** The files of a Debian package, downloaded with apt and unpacked without being installed; root is not needed. */
export function debianPackageSource({ name, folder }: DebianPackage): DataSource {
  return {
    name: `Debian package ${name}`,
    async *fetch(wanted, { scratch, signal, onActivity }) {
      const limits = [
        '-o',
        'Acquire::Retries=0',
        '-o',
        'Acquire::http::Timeout=10',
        '-o',
        'Acquire::https::Timeout=10',
      ];
      await runCommand('apt-get', [...limits, 'download', name], { cwd: scratch, signal, onActivity });
      const archive = (await readdir(scratch)).find((entry) => entry.endsWith('.deb'));
      if (archive === undefined) throw new Error('apt-get download left no package');
      await runCommand('dpkg-deb', ['-x', archive, 'unpacked'], { cwd: scratch, signal, onActivity });
      yield* readGzippedFolder(join(scratch, 'unpacked', folder), wanted);
    },
  };
}
