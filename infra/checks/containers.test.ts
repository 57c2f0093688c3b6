import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

/** No container engine is needed for these: they hold the files against the code that they name. */
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
/** A stage's instructions after those of the stages that it is made from. */
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
const readsVariable = (target: string, variable: string): boolean =>
  new RegExp(`^\\s+${variable}:`, 'm').test(read(CONFIGS[programOf(target)]));

/** A file of `dist` is what its source is compiled to. */
const sourceOf = (path: string): string => path.replace('/dist/', '/src/').replace(/\.js$/, '.ts');
const existsInTree = (path: string): boolean =>
  existsSync(join(root, path.includes('/dist/') ? sourceOf(path) : path));

describe('docker-compose.yml', () => {
  it('has the five services, with the GPU worker in a profile of its own', () => {
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
    const { DATABASE_URL = '', REDIS_URL = '' } = compose.services['api']!.environment!;
    const { POSTGRES_USER, POSTGRES_DB } = compose.services['postgres']!.environment!;
    expect(DATABASE_URL).toMatch(
      new RegExp(`^postgresql://${POSTGRES_USER!}:.*@postgres:5432/${POSTGRES_DB!}$`),
    );
    expect(REDIS_URL).toBe('redis://redis:6379');
    for (const name of ['worker', 'worker-gpu'])
      expect(compose.services[name]!.environment).toMatchObject({ DATABASE_URL, REDIS_URL });
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

  it('lets a worker drain for longer than its own grace', () => {
    const [, graceMs = ''] =
      /ROTE_GRACE_MS: Type\.Integer\(\{\s*default: ([\d_]+)/.exec(read(CONFIGS.worker)) ?? [];
    for (const name of ['worker', 'worker-gpu']) {
      const seconds = Number.parseInt(compose.services[name]!.stop_grace_period!, 10);
      expect(seconds * 1000).toBeGreaterThan(Number(graceMs.replaceAll('_', '')));
    }
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

  it('installs from the lock file alone', () => {
    expect(dockerfile).toContain('npm ci');
    expect(dockerfile).not.toMatch(/npm (i|install)\b/);
  });

  it.each(targets)('%s starts a program that exists, as a user that is not root', (target) => {
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
    expect(existsInTree('infra/docker/healthcheck.mjs')).toBe(true);
    const scripts = (JSON.parse(read('package.json')) as { scripts: Record<string, string> }).scripts;
    for (const [, script = ''] of dockerfile.matchAll(/npm run (\S+)/g))
      expect(scripts).toHaveProperty(script);
    for (const [, program = ''] of dockerfile.matchAll(/node (apps\/\S+)/g))
      expect(existsInTree(program)).toBe(true);
    const options = read('apps/cli/src/commands/engine.ts');
    expect(options).toContain('--cuda');
  });
});
