import { onTestFinished } from 'vitest';
import { makeTempDir, type TempDirOptions } from './temp-dir.js';

/** Makes a folder for the running test, in the test or in `beforeEach`. It is removed when the test has finished. */
export async function useTempDir(options?: TempDirOptions): Promise<string> {
  const dir = await makeTempDir(options);
  onTestFinished(() => dir.remove());
  return dir.path;
}
