import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Where `npx vite apps/web` finds an API, which answers everything that is not a file of the page. */
const API = 'http://127.0.0.1:3000';

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  plugins: [react()],
  // Packages of the workspace are bundled from their sources.
  resolve: { conditions: ['@rote/source', 'module', 'browser', 'development|production'] },
  build: {
    outDir: 'dist/page',
    target: 'es2023',
    // The page's policy allows no data: URLs.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    manifest: true,
    // The largest libraries change seldom, so a browser keeps them when the page changes.
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'codemirror', test: /node_modules\/(@codemirror|@lezer|style-mod|crelt|w3c-keyname)\// },
            { name: 'react', test: /node_modules\/(react|react-dom|scheduler)\// },
            {
              name: 'tanstack',
              test: /node_modules\/@tanstack\/(react-router|router-core|history|react-query|query-core|react-store|store)\//,
            },
            // A file for each small module that several pages share would cost more requests than it saves bytes.
            {
              name: 'shared',
              test: /\/apps\/web\/src\/(app|client|format|live|session|ui)\/|\/pages\/[a-z-]+\/[a-z-]+-search\.ts$|vite\/preload-helper/,
            },
          ],
        },
      },
    },
  },
  server: { proxy: { '/v1': API, '/docs': API, '/queues': API, '/openapi.json': API } },
});
