/** The part that is used here of a package that brings no types. */
declare module '@20minutes/s3rver' {
  import type { Server } from 'node:http';
  import type { AddressInfo } from 'node:net';

  interface Context {
    readonly path: string;
    readonly state: { vhost: boolean };
    mountPath: string;
  }

  export default class S3rver {
    constructor(options: {
      readonly address: string;
      /** 0 takes a free one. */
      readonly port: number;
      readonly directory: string;
      readonly silent: boolean;
      readonly vhostBuckets: boolean;
      readonly configureBuckets: readonly { readonly name: string }[];
    });
    readonly httpServer: Server;
    /** Koa's. */
    readonly middleware: ((context: Context, next: () => Promise<void>) => Promise<void>)[];
    run(): Promise<AddressInfo>;
  }
}
