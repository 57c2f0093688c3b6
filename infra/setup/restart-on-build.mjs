import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { watch } from 'chokidar';

/** Editors write several files at once. */
const QUIET_MS = 100;

/**
 * Runs a program, and builds and restarts it after every change in some folders. If a build fails, the program of the last
 * good one keeps running. Changes during a build or a restart are not lost: one more build follows.
 *
 * @param {object} options
 * @param {readonly string[]} options.folders what is watched
 * @param {readonly string[]} options.build a command that exits with 0 if it succeeds
 * @param {readonly string[]} options.program a command that ends on SIGTERM
 * @param {string} options.cwd
 * @returns {{ stop: () => Promise<void> }} `stop` resolves when all that was started has ended
 */
export function restartOnBuild({ folders, build, program, cwd }) {
  const start = ([file, ...args]) => spawn(file, args, { cwd, stdio: 'inherit' });
  const stopping = new AbortController();
  let running;
  let isChanged = true;
  let wake;

  async function end(child) {
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    await ended;
  }

  async function rebuild() {
    const [code] = await once(start(build), 'exit');
    if (code !== 0) return;
    await end(running);
    if (!stopping.signal.aborted) running = start(program);
  }

  async function run() {
    while (!stopping.signal.aborted) {
      if (!isChanged) await new Promise((resolve) => (wake = resolve));
      isChanged = false;
      if (!stopping.signal.aborted) await rebuild();
    }
  }

  const watcher = watch([...folders], {
    cwd,
    ignoreInitial: true,
    awaitWriteFinish: { stabilityThreshold: QUIET_MS },
  });
  watcher.on('all', () => {
    isChanged = true;
    wake?.();
  });
  const done = run();

  return {
    async stop() {
      stopping.abort();
      wake?.();
      await Promise.all([done, watcher.close()]);
      await end(running);
    },
  };
}
