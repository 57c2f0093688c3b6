import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
// @ts-expect-error -- it brings no types; the part that is used here is below.
import Untyped from '@20minutes/s3rver';

interface Context {
  readonly path: string;
  readonly state: { vhost: boolean };
  mountPath: string;
}

interface S3rver {
  readonly httpServer: Server;
  /** Koa's. */
  readonly middleware: ((context: Context, next: () => Promise<void>) => Promise<void>)[];
  run(): Promise<AddressInfo>;
}

interface S3rverOptions {
  readonly address: string;
  /** 0 takes a free one. */
  readonly port: number;
  readonly directory: string;
  readonly silent: boolean;
  readonly vhostBuckets: boolean;
  readonly configureBuckets: readonly { readonly name: string }[];
}

export const S3rver = Untyped as new (options: S3rverOptions) => S3rver;
