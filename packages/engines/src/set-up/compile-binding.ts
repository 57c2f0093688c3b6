import { cp } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { RoteError } from '@rote/domain';
import { bindingPath, NAPI_VERSION } from '../native/native-package.js';
import type { NativePackage } from '../native/native-package.js';
import { runCommand } from '@rote/devices';
import type { SetUpContext } from './build-recipe.js';
import { findNodeHeaders } from './node-headers.js';

const require = createRequire(import.meta.url);

/** A slow machine takes two minutes. */
const TIMEOUT_MS = 15 * 60_000;

/**
 * Compiles the package's binding to `lib/napi-v8/tfjs_binding.node` in `directory`, which already has TensorFlow's
 * headers in `deps/include` and its libraries in `deps/lib`. Does not write to the package itself.
 */
export async function compileBinding(
  nativePackage: NativePackage,
  directory: string,
  { python, signal }: SetUpContext,
): Promise<void> {
  for (const part of ['binding', 'binding.gyp']) {
    await cp(join(nativePackage.directory, part), join(directory, part), { recursive: true });
  }
  const binding = bindingPath(directory);
  const args = [
    require.resolve('node-gyp/bin/node-gyp.js'),
    'rebuild',
    '--jobs=max',
    `--python=${python}`,
    ...nodeHeaders(),
    `--module=${binding}`,
    '--module_name=tfjs_binding',
    `--module_path=${resolve(binding, '..')}`,
    `--napi_build_version=${NAPI_VERSION}`,
  ];
  const result = await runCommand(process.execPath, args, { cwd: directory, signal, timeoutMs: TIMEOUT_MS });
  if (result.outcome === 'failed') {
    throw new RoteError(
      'engine-unavailable',
      `compiling the binding of ${nativePackage.name} failed: ${result.reason}`,
    );
  }
}

/** If Node comes without headers, node-gyp downloads them. */
function nodeHeaders(): string[] {
  const headers = findNodeHeaders();
  return headers === undefined ? [] : [`--nodedir=${headers}`];
}
