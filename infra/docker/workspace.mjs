/**
 * Copies from the repository what one app needs to run, and nothing else:
 *
 *     node infra/docker/workspace.mjs manifests APP FOLDER [--without PACKAGE …]
 *     node infra/docker/workspace.mjs built     APP FOLDER
 *
 * `manifests` writes what `npm ci` reads: the lock file, and the package.json of the root, of the app and of the
 * workspaces that it depends on, without development dependencies and the named packages. (`npm ci --omit=dev` on the
 * real ones would keep Prisma's command line, because @prisma/client has it as an optional peer.) `built` adds what these
 * workspaces need at run time: their dist, and the database's migrations and views if `store` is among them.
 */
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const readManifest = (folder) => JSON.parse(readFileSync(path.join(root, folder, 'package.json'), 'utf8'));

/** The folder of each workspace by its package's name. */
function listWorkspaces() {
  const folders = ['packages', 'apps'].flatMap((parent) =>
    readdirSync(path.join(root, parent)).map((name) => `${parent}/${name}`),
  );
  const workspaces = folders.filter((folder) => existsSync(path.join(root, folder, 'package.json')));
  return new Map(workspaces.map((folder) => [readManifest(folder).name, folder]));
}

/** The folders of an app and of every workspace that it needs, in order of their names. */
export function workspacesOf(app) {
  const workspaces = listWorkspaces();
  const found = new Set();
  const add = (name) => {
    const folder = workspaces.get(name);
    if (folder === undefined || found.has(folder)) return;
    found.add(folder);
    for (const dependency of Object.keys(readManifest(folder).dependencies ?? {})) add(dependency);
  };
  add(app);
  if (found.size === 0) throw new Error(`there is no workspace ${app}`);
  return [...found].sort();
}

function without(dependencies, names) {
  if (dependencies === undefined) return undefined;
  return Object.fromEntries(Object.entries(dependencies).filter(([name]) => !names.includes(name)));
}

export function writeManifests(app, folder, { leaveOut = [] } = {}) {
  const write = (place, manifest) => {
    mkdirSync(path.join(folder, place), { recursive: true });
    writeFileSync(path.join(folder, place, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  };
  const workspaces = workspacesOf(app);
  const { name, version, type, overrides } = readManifest('.');
  write('.', { name, version, private: true, type, workspaces, overrides });
  for (const place of workspaces) {
    const manifest = readManifest(place);
    write(place, {
      ...manifest,
      dependencies: without(manifest.dependencies, leaveOut),
      optionalDependencies: without(manifest.optionalDependencies, leaveOut),
      devDependencies: undefined,
    });
  }
  for (const file of ['package-lock.json', '.npmrc']) cpSync(path.join(root, file), path.join(folder, file));
}

/** Excludes the compiler's state, and files that only a debugger or another compilation reads. */
const isRun = (file) => !/\.(tsbuildinfo|map|d\.ts)$/.test(file);

export function copyBuilt(app, folder) {
  const workspaces = workspacesOf(app);
  const copy = (place) =>
    cpSync(path.join(root, place), path.join(folder, place), { recursive: true, filter: isRun });
  for (const place of workspaces) copy(`${place}/dist`);
  if (workspaces.includes('packages/store'))
    for (const part of readdirSync(path.join(root, 'prisma'), { withFileTypes: true }))
      if (part.isDirectory()) copy(`prisma/${part.name}`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [what, app, folder, flag, ...leaveOut] = process.argv.slice(2);
  if (folder === undefined || (flag !== undefined && flag !== '--without'))
    throw new Error('usage: workspace.mjs manifests|built APP FOLDER [--without PACKAGE …]');
  if (what === 'manifests') writeManifests(app, folder, { leaveOut });
  else copyBuilt(app, folder);
}
