import { onTestFinished, vi } from 'vitest';
import { useTempDir } from './temp-dir.js';

export interface TestS3 {
  /** Of a bucket that is empty, as `openStorage` takes it. */
  readonly url: string;
  /** Breaks all connections and takes no more. The end of the test does it too. */
  stop(): void;
}

/** The one key that s3rver knows, and its secret. */
const KEY = 'S3RVER';

/**
 * An S3 server of the running test's own, over HTTP, that verifies signatures; the test's environment has the
 * credentials. Its objects are files that it writes in place: unlike S3, it may keep half an object of a writer that
 * was killed, and mix two that write at once.
 */
export async function startTestS3(): Promise<TestS3> {
  vi.stubEnv('AWS_ACCESS_KEY_ID', KEY);
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', KEY);
  onTestFinished(() => {
    vi.unstubAllEnvs();
  });
  const { createS3rver } = await import('./s3rver.js');
  const server = createS3rver(await useTempDir(), 'bucket');
  const { port } = await server.run();
  const stop = (): void => {
    server.httpServer.close();
    server.httpServer.closeAllConnections();
  };
  onTestFinished(stop);
  return { url: `s3://bucket?endpoint=http://127.0.0.1:${String(port)}&forcePathStyle=true`, stop };
}
