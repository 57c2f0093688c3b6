import { onTestFinished, vi } from 'vitest';
import { useTempDir } from './use-temp-dir.js';

export interface TestS3 {
  /** The URL of an empty bucket, for `openStorage`. */
  readonly url: string;
  /** Breaks all connections and accepts no more. The end of the test does this too. */
  stop(): void;
}

/** The only key that s3rver knows, and its secret. */
const KEY = 'S3RVER';

/**
 * An S3 server for the running test, over HTTP, that verifies signatures; the test's environment holds the credentials.
 * It writes its objects in place as files: unlike S3, it may keep half an object after a writer is killed, and mix two
 * that are written at once.
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
