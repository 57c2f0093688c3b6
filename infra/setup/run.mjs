/**
 * Prepares a clone, then runs one of its programs in this same process, so that signals reach it:
 *
 *     node infra/setup/run.mjs [--no-engine] PROGRAM [ARGUMENT …]
 *
 * A clone is ready when it has the dependencies of the lock file, the build, and the native engine (unless --no-engine:
 * `rote up` and `rote demo` set up the engine themselves). This runs before anything is installed, so it uses only
 * Node. npm runs it through a shell, which would keep npm's SIGTERM for itself; that is why package.json has `exec`.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const stamp = `${root}node_modules/.rote-lock-sha256`;

/** Exits with a message that says what failed. */
function fail(message) {
  console.error(`rote: ${message}`);
  process.exit(1);
}

/** Runs a command, showing its output only if it fails: a new user does not need a list of packages. */
function runQuietly(what, command, args) {
  const { status, signal, stdout, stderr, error } = spawnSync(command, args, {
    cwd: root,
    encoding: 'utf8',
    shell: process.platform === 'win32',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (status === 0) return;
  process.stderr.write(`${stdout ?? ''}${stderr ?? ''}`);
  fail(
    `${what} failed: ${error?.message ?? signal ?? `exit status ${status}`} (${command} ${args.join(' ')})`,
  );
}

function checkNode() {
  const { engines } = JSON.parse(readFileSync(`${root}package.json`, 'utf8'));
  const [, least, leastMinor, beyond] = /^>=(\d+)\.(\d+) <(\d+)$/.exec(engines.node).map(Number);
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < least || (major === least && minor < leastMinor) || major >= beyond)
    fail(
      `Node.js ${least}.${leastMinor} or newer, but older than ${beyond}, is required; this is ${process.version}`,
    );
}

function installDependencies() {
  const lock = createHash('sha256')
    .update(readFileSync(`${root}package-lock.json`))
    .digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return;
  console.error('rote: installing dependencies (1.5 GB on disk) with npm ci, one to four minutes …');
  runQuietly('installing dependencies', 'npm', ['ci', '--no-audit', '--no-fund']);
  writeFileSync(stamp, lock);
}

function installEngine() {
  const { status } = spawnSync(process.execPath, ['apps/cli/dist/main.js', 'engine', 'install'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
  });
  if (status !== 0) process.exit(status ?? 1);
}

const words = process.argv.slice(2);
const wantsEngine = words[0] !== '--no-engine';
const [program, ...args] = wantsEngine ? words : words.slice(1);

checkNode();
installDependencies();
runQuietly('building', 'npm', ['run', '--silent', 'build']);
if (wantsEngine) installEngine();
if (program !== undefined) {
  const file = `${root}${program}`;
  process.argv = [process.execPath, file, ...args];
  await import(pathToFileURL(file).href);
}
