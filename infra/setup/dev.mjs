/**
 * `npm run dev`: the stack of `rote up`, rebuilt and restarted after every change of the sources. Its data stays in
 * `.rote`, and a cell that was being trained resumes from its checkpoint.
 */
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { restartOnBuild } from './restart-on-build.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const sourcesIn = (folder) => readdirSync(`${root}${folder}`).map((name) => `${folder}/${name}/src`);

const dev = restartOnBuild({
  folders: [...sourcesIn('packages'), ...sourcesIn('apps'), 'prisma'],
  build: ['npm', 'run', '--silent', 'build:apps'],
  program: [process.execPath, 'apps/cli/dist/main.js', 'up', ...process.argv.slice(2)],
  cwd: root,
});

for (const signal of ['SIGINT', 'SIGTERM'])
  process.once(signal, () => {
    void dev.stop();
  });
