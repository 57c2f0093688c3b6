import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { addAbortSignal, type Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type * as Sdk from '@aws-sdk/client-s3';
import type { ListObjectsV2CommandOutput, S3Client, S3ClientConfig } from '@aws-sdk/client-s3';
import { RoteError, timeLimit } from '@rote/domain';
import { checkName, checkPrefix } from './object-name.js';
import type { ObjectStorage } from './object-storage.js';
import { storageUnavailable } from './storage-unavailable.js';
import type { S3Location } from './storage-url.js';

interface Connection {
  readonly client: S3Client;
  readonly sdk: typeof Sdk;
}

const CONNECT_TIMEOUT_MS = 5_000;
/** A connection without traffic for this long is abandoned, so that the next attempt gets its turn. */
const SILENCE_TIMEOUT_MS = 20_000;
const MAX_TRIES = 3;
/** A large file may take as long as over a slow line. */
const SLOW_BYTES_PER_MS = 250;

/**
 * Objects in a bucket of S3, or of a server that speaks its protocol. An object's key is the prefix followed by its
 * name.
 */
export function openS3Storage(location: S3Location, callTimeoutMs: number): ObjectStorage {
  const { bucket, prefix } = location;
  const base = prefix === '' ? '' : `${prefix}/`;
  const keyOf = (name: string): string => base + checkName(name);
  const locate = (key: string): string => `s3://${bucket}/${key}`;
  let connected: Promise<Connection> | undefined;

  // Loaded at the first call, so that folder storage never loads it.
  async function connect(): Promise<Connection> {
    const sdk = await import('@aws-sdk/client-s3');
    return { client: new sdk.S3Client(clientConfig(location)), sdk };
  }

  async function call<T>(
    action: string,
    run: (client: S3Client, sdk: typeof Sdk, abortSignal: AbortSignal) => Promise<T>,
    timeoutMs = callTimeoutMs,
  ): Promise<T> {
    const signal = timeLimit(timeoutMs);
    try {
      const { client, sdk } = await (connected ??= connect());
      // The SDK ignores the signal while it looks for credentials.
      return await Promise.race([run(client, sdk, signal), rejectionOf(signal)]);
    } catch (cause) {
      if (cause instanceof Error && cause.message.includes('Region is missing'))
        throw new RoteError(
          'config-invalid',
          `Cannot ${action}: the region is not known: add ?region= to the URL, or set AWS_REGION`,
          { cause },
        );
      throw storageUnavailable(action, cause);
    }
  }

  async function* list(start: string, delimiter?: string): AsyncGenerator<ListObjectsV2CommandOutput> {
    let token: string | undefined;
    do {
      const page: ListObjectsV2CommandOutput = await call(
        `list ${locate(start)}`,
        (client, sdk, abortSignal) =>
          client.send(
            new sdk.ListObjectsV2Command({
              Bucket: bucket,
              Prefix: start,
              Delimiter: delimiter,
              ContinuationToken: token,
            }),
            { abortSignal },
          ),
      );
      yield page;
      token = page.NextContinuationToken;
    } while (token !== undefined);
  }

  return {
    locate: (name) => locate(keyOf(name)),
    read(name) {
      const key = keyOf(name);
      return call(`read ${locate(key)}`, async (client, sdk, abortSignal) => {
        try {
          const command = new sdk.GetObjectCommand({ Bucket: bucket, Key: key });
          const { Body: body } = await client.send(command, { abortSignal });
          // In Node it is a stream. The SDK leaves it to us to read it and to limit how long that takes.
          return await buffer(addAbortSignal(abortSignal, body as Readable));
        } catch (error) {
          if (error instanceof sdk.NoSuchKey) return undefined;
          throw error;
        }
      });
    },
    async write(name, bytes) {
      const key = keyOf(name);
      await call(`write ${locate(key)}`, (client, sdk, abortSignal) =>
        client.send(new sdk.PutObjectCommand({ Bucket: bucket, Key: key, Body: bytes }), { abortSignal }),
      );
    },
    async writeFile(name, path) {
      const key = keyOf(name);
      const { size } = await stat(path);
      await call(
        `write ${locate(key)}`,
        (client, sdk, abortSignal) =>
          client.send(
            new sdk.PutObjectCommand({
              Bucket: bucket,
              Key: key,
              Body: createReadStream(path),
              ContentLength: size,
            }),
            { abortSignal },
          ),
        callTimeoutMs + size / SLOW_BYTES_PER_MS,
      );
    },
    async list(start) {
      const names: string[] = [];
      for await (const { Contents: objects = [] } of list(base + checkPrefix(start)))
        names.push(...objects.map(({ Key: key = '' }) => key.slice(base.length)));
      return names.sort();
    },
    async *folders() {
      for await (const { CommonPrefixes: folders = [] } of list(base, '/'))
        if (folders.length > 0) yield folders.map(({ Prefix: folder = '' }) => folder.slice(base.length, -1));
    },
    async remove(name) {
      const key = keyOf(name);
      await call(`remove ${locate(key)}`, (client, sdk, abortSignal) =>
        client.send(new sdk.DeleteObjectCommand({ Bucket: bucket, Key: key }), { abortSignal }),
      );
    },
    close() {
      void connected?.then(({ client }) => {
        client.destroy();
      });
    },
  };
}

function clientConfig({ region, endpoint, forcePathStyle }: S3Location): S3ClientConfig {
  // Servers other than Amazon's have no regions, but a signature needs one.
  const signedRegion = region ?? (endpoint === undefined ? undefined : 'us-east-1');
  return {
    ...(signedRegion !== undefined && { region: signedRegion }),
    ...(endpoint !== undefined && { endpoint }),
    forcePathStyle,
    maxAttempts: MAX_TRIES,
    requestHandler: { connectionTimeout: CONNECT_TIMEOUT_MS, socketTimeout: SILENCE_TIMEOUT_MS },
    // Many other servers reject the checksums that the SDK would add; the signature covers the body anyway.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  };
}

function rejectionOf(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => {
      reject(signal.reason as Error);
    });
  });
}
