import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readmeBlocks } from './readme.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const readme = readFileSync(join(root, 'README.md'), 'utf8');

/** What other tests run: npm's scripts, each of which readies the clone and runs one program. */
const RUN_ELSEWHERE = {
  'npm run demo': 'apps/cli/test/stack.e2e.test.ts',
  'npm test': 'infra/checks/readme.test.ts',
  'npm start': 'apps/cli/test/stack.e2e.test.ts',
  'npm run start:api': 'apps/api/test/main.test.ts',
  'npm run start:worker': 'apps/worker/test/worker.test.ts',
} as const;

const commands = readmeBlocks('sh').flatMap((block) => block.split('\n'));
const ownCommands = commands.filter((command) => !Object.hasOwn(RUN_ELSEWHERE, command));

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('a TCP server has a port');
  return address.port;
}

describe('the files that README names', () => {
  const links = [...readme.matchAll(/\]\(((?!https?:)[^)#]+)/g)].map(([, target = '']) => target);

  it.each(links)('%s', (target) => {
    expect(existsSync(join(root, target))).toBe(true);
  });
});

describe('the npm scripts that README names', () => {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>;
  };

  it.each(Object.entries(RUN_ELSEWHERE))('%s is run by %s', (command, test) => {
    expect(commands).toContain(command);
    expect(scripts).toHaveProperty([command.replace(/^npm (run )?/, '')]);
    expect(existsSync(join(root, test))).toBe(true);
  });
});

describe('the commands of README', () => {
  let stateDir: string;
  let apiUrl: string;
  let env: NodeJS.ProcessEnv;
  let stack: ReturnType<typeof spawn>;

  beforeAll(async () => {
    stateDir = await mkdtemp(join(tmpdir(), 'rote-readme-'));
    const port = await findFreePort();
    apiUrl = `http://127.0.0.1:${port}`;
    env = {
      PATH: process.env['PATH'],
      HOME: process.env['HOME'],
      ROTE_STATE_DIR: stateDir,
      ROTE_PORT: String(port),
    };
    stack = spawn(process.execPath, ['apps/cli/bin/rote.js', 'up'], {
      cwd: root,
      env,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    for await (const line of createInterface({ input: stack.stdout! })) if (line.includes('Ctrl-C')) return;
    throw new Error('the stack ended before it was running');
  }, 120_000);

  afterAll(async () => {
    stack.stdout?.resume();
    if (stack.exitCode === null && stack.signalCode === null) {
      stack.kill('SIGTERM');
      await once(stack, 'exit');
    }
    await rm(stateDir, { recursive: true, force: true });
  }, 60_000);

  it('are run here, or by a test that this one names', () => {
    expect(ownCommands.length).toBeGreaterThan(8);
  });

  it.each(ownCommands.map((command, index) => [index + 1, command] as const))(
    '%i: %s',
    async (_, command) => {
      const line = command.replaceAll('http://127.0.0.1:3000', apiUrl);
      const { stdout } = await promisify(execFile)('sh', ['-c', line], { cwd: root, env });
      expect(stdout.trim()).not.toBe('');
      if (command.startsWith('curl')) expect(JSON.parse(stdout)).not.toHaveProperty('errors');
    },
    60_000,
  );

  it.each(readmeBlocks('sql').map((query, index) => [index + 1, query] as const))(
    'query %i',
    async (_, query) => {
      const { stdout } = await promisify(execFile)('npx', ['rote', 'sql', query, '--format', 'csv'], {
        cwd: root,
        env,
      });
      expect(stdout.split('\n')[0]).toMatch(/^(architecture|epoch|measure|source),/);
    },
  );
});
