import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
// @ts-expect-error -- it has no types; the part used here is below.
import Untyped from '@20minutes/s3rver';

interface Context {
  readonly path: string;
  readonly state: { vhost: boolean };
  mountPath: string;
}

interface ListOptions {
  readonly delimiter?: string;
  readonly prefix?: string;
}

interface Listing {
  readonly objects: readonly { readonly key: string }[];
  readonly commonPrefixes: readonly string[];
  readonly isTruncated: boolean;
}

interface S3rver {
  readonly httpServer: Server;
  /** From Koa. */
  readonly middleware: ((context: Context, next: () => Promise<void>) => Promise<void>)[];
  readonly store: { listObjects(bucket: string, options: ListOptions): Promise<Listing> };
  run(): Promise<AddressInfo>;
}

const S3rver = Untyped as new (options: object) => S3rver;

/** A server that is not started yet, with one empty bucket; two bugs of s3rver are fixed. */
export function createS3rver(directory: string, bucket: string): S3rver {
  const server = new S3rver({
    directory,
    address: '127.0.0.1',
    port: 0,
    silent: true,
    vhostBuckets: false,
    configureBuckets: [{ name: bucket }],
  });
  acceptSlashAfterBucket(server);
  listDeepFolders(server);
  return server;
}

/**
 * When it verifies a signature, it forgets the slash that the SDK puts after a bucket; only a virtual host's may have
 * one.
 */
function acceptSlashAfterBucket({ middleware }: S3rver): void {
  middleware.splice(-1, 0, (context, next) => {
    if (/^\/[^/]+\/$/.test(context.path)) {
      context.state.vhost = true;
      context.mountPath = '/';
    }
    return next();
  });
}

/** When it lists folders, it misses those whose objects are all in subfolders. */
function listDeepFolders({ store }: S3rver): void {
  const listObjects = store.listObjects.bind(store);
  store.listObjects = async (bucket, { delimiter, ...options }) => {
    const { objects, isTruncated } = await listObjects(bucket, options);
    const folderOf = (key: string): string | undefined => {
      const end = delimiter === undefined ? -1 : key.indexOf(delimiter, options.prefix?.length);
      return end === -1 ? undefined : key.slice(0, end + 1);
    };
    const folders = objects.map(({ key }) => folderOf(key)).filter((folder) => folder !== undefined);
    return {
      objects: objects.filter(({ key }) => folderOf(key) === undefined),
      commonPrefixes: [...new Set(folders)].sort(),
      isTruncated,
    };
  };
}
