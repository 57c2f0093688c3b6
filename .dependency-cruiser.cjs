/** What may import what: docs/ARCHITECTURE.md. infra/checks/imports.test.ts proves that these rules see a violation. */
const only = (name, path, allowed) => ({
  name,
  severity: 'error',
  from: { path: `^${path}/src` },
  to: {
    path: '^(packages|apps)/',
    pathNot: [
      `^${path}/`,
      ...allowed.map((other) => `^${other.includes('/') ? other : `packages/${other}/`}`),
    ],
  },
});

/** A package's folders, from the ground up: each may import only those before it. */
const floors = (path, rooms) =>
  rooms.slice(0, -1).map((room, index) => ({
    name: `${path.split('/')[1]}-${room}-climbs`,
    severity: 'error',
    from: { path: `^${path}/src/${room}/` },
    to: { path: `^${path}/src/(${rooms.slice(index + 1).join('|')})/` },
  }));

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'nothing-imports-an-app',
      severity: 'error',
      from: { path: '^packages/' },
      to: { path: '^apps/' },
    },
    {
      name: 'only-tests-import-testkit',
      severity: 'error',
      from: { pathNot: ['/test/', '^packages/testkit/', '^infra/'] },
      to: { path: '^packages/testkit/' },
    },
    only('domain-imports-nothing', 'packages/domain', []),
    only('contracts', 'packages/contracts', ['domain']),
    only('learning', 'packages/learning', ['domain']),
    only('devices', 'packages/devices', ['domain']),
    only('engines', 'packages/engines', ['domain', 'devices']),
    only('graph-step', 'packages/graph-step', ['domain']),
    only('storage', 'packages/storage', ['domain']),
    only('datasets', 'packages/datasets', ['domain', 'storage']),
    only('postgres', 'packages/postgres', ['domain']),
    only('store', 'packages/store', ['domain', 'contracts', 'postgres']),
    only('queue', 'packages/queue', ['domain', 'contracts', 'postgres']),
    only('figures', 'packages/figures', ['domain']),
    only('runtime', 'packages/runtime', ['domain']),
    only('api', 'apps/api', ['domain', 'contracts', 'postgres', 'store', 'queue', 'figures', 'runtime']),
    only('worker', 'apps/worker', [
      'domain',
      'datasets',
      'devices',
      'engines',
      'graph-step',
      'learning',
      'postgres',
      'store',
      'queue',
      'runtime',
      'storage',
    ]),
    only('cli', 'apps/cli', [
      'domain',
      'contracts',
      'store',
      'runtime',
      'devices',
      'engines',
      'datasets',
      // Their settings alone: it starts them as processes.
      'apps/api/src/config\\.ts$',
      'apps/worker/src/config\\.ts$',
    ]),
    ...floors('packages/datasets', ['formats', 'sources', 'cache', 'image-folder']),
    ...floors('packages/store', [
      'database',
      'queries',
      'workers',
      'cells',
      'attempts',
      'estimate',
      'sweeps',
      'feed',
      'reports',
    ]),
    {
      name: 'pure-packages-do-no-io',
      comment: 'domain, contracts, learning and figures run anywhere: no Node modules',
      severity: 'error',
      from: { path: '^packages/(domain|contracts|learning|figures)/src' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'learning-knows-only-tfjs-core',
      severity: 'error',
      from: { path: '^packages/learning/src' },
      to: {
        path: 'node_modules',
        pathNot: ['node_modules/@tensorflow/tfjs-core', 'node_modules/@rote/domain'],
      },
    },
    {
      name: 'devices-load-no-tfjs',
      comment: 'supervisor and CLI import it at their start',
      severity: 'error',
      from: { path: '^packages/devices/src' },
      to: { path: 'node_modules', pathNot: ['node_modules/@types/node', 'node_modules/@rote/domain'] },
    },
    {
      name: 'bullmq-stays-in-queue',
      severity: 'error',
      from: { pathNot: '^packages/queue/' },
      to: { path: 'node_modules/bullmq' },
    },
    {
      name: 'prisma-stays-in-store',
      severity: 'error',
      from: { pathNot: '^packages/store/' },
      to: { path: 'node_modules/@prisma' },
    },
    {
      name: 'fastify-stays-in-api',
      severity: 'error',
      from: { pathNot: '^apps/api/' },
      to: { path: 'node_modules/(@fastify|fastify)/' },
    },
    {
      name: 'd3-stays-in-figures',
      severity: 'error',
      from: { pathNot: '^packages/figures/' },
      to: { path: 'node_modules/d3-' },
    },
    {
      name: 'aws-stays-in-storage',
      severity: 'error',
      from: { pathNot: '^packages/storage/' },
      to: { path: 'node_modules/@aws-sdk' },
    },
    {
      name: 'declared-dependencies-only',
      comment: 'testkit is for tests alone, so what it needs is a development dependency of its own',
      severity: 'error',
      from: { path: '/src/', pathNot: '^packages/testkit/' },
      to: {
        dependencyTypes: ['npm-no-pkg', 'npm-dev', 'unknown', 'undetermined'],
        pathNot: '^(packages|apps)/',
      },
    },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['^(packages|apps)/[^/]+/dist/', '/generated/'] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.tests.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['@rote/source', 'import', 'node', 'default', 'types'],
    },
  },
};
