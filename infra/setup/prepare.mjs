/**
 * Makes a clone ready to run: dependencies when they are missing or older than the lock file, then the build, then
 * (without --no-engine) the native engine. Runs before there is anything installed, so it uses Node alone.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const stamp = `${root}node_modules/.rote-lock-sha256`;

/** Runs a command of npm's with its output shown only if it fails, since a new user needs no list of packages. */
function run(what, command, args) {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd: root,
    encoding: 'utf8',
    shell: process.platform === 'win32',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (status === 0) return;
  process.stderr.write(`${stdout ?? ''}${stderr ?? ''}`);
  console.error(`rote: ${what} failed${error ? `: ${error.message}` : ''} (${command} ${args.join(' ')})`);
  process.exit(1);
}

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  console.error(`rote: Node.js 20.19 or newer is needed; this is ${process.version}`);
  process.exit(1);
}

function installDependencies() {
  const lock = createHash('sha256')
    .update(readFileSync(`${root}package-lock.json`))
    .digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return;
  console.error('rote: installing dependencies (npm ci), about a minute …');
  run('installing dependencies', 'npm', ['ci', '--no-audit', '--no-fund']);
  writeFileSync(stamp, lock);
}

checkNode();
installDependencies();
run('building', 'npm', ['run', '--silent', 'build']);
if (!process.argv.includes('--no-engine')) {
  const { status } = spawnSync(process.execPath, ['apps/cli/dist/main.js', 'engine', 'install'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
  });
  if (status !== 0) process.exit(status ?? 1);
}
