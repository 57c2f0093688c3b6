import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import LongestFirst from './infra/checks/longest-first.js';

// Workspace packages resolve to their sources, so a package's tests do not need its build.
// Node gets the list too, so it must not name "import": CommonJS would then load ES modules.
const conditions = ['@rote/source', 'node'];

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  // The environment of the global set-up.
  environments: { __vitest__: { resolve: { conditions } } },
  test: {
    include: ['{packages,apps}/*/test/**/*.test.ts', 'infra/**/*.test.ts'],
    globalSetup: ['./packages/testkit/src/global-setup.ts'],
    reporters: ['default', './infra/checks/summary-reporter.ts'],
    // Keeps TensorFlow from logging every graph that it loads. Its kernels are those of a trainer.
    env: {
      TF_CPP_MIN_LOG_LEVEL: '2',
      TF_ENABLE_ONEDNN_OPTS: '1',
      TF_ONEDNN_USE_SYSTEM_ALLOCATOR: '1',
      ONEDNN_MAX_CPU_ISA: 'AVX512_CORE',
    },
    // At least two, because many tests wait for other processes.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    sequence: { sequencer: LongestFirst },
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
