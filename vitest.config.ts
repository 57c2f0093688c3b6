import { defineConfig } from 'vitest/config';

export default defineConfig({
  // Workspace packages resolve to their sources, so tests of a package need no build of it.
  resolve: { conditions: ['@rote/source', 'node', 'import', 'default'] },
  ssr: { resolve: { conditions: ['@rote/source', 'node', 'import', 'default'] } },
  test: {
    include: ['{packages,apps}/*/test/**/*.test.ts', 'infra/**/*.test.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
