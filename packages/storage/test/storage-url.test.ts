import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { openStorage } from '../src/index.js';
import { parseStorageUrl } from '../src/storage-url.js';

test.each([
  ['/var/lib/rote/objects', '/var/lib/rote/objects'],
  ['objects', resolve('objects')],
  ['file:///var/lib/rote/objects/', '/var/lib/rote/objects'],
  ['file:///with%20space', '/with space'],
])('%s is a folder', (text, folder) => {
  expect(parseStorageUrl(text)).toEqual({ kind: 'folder', folder });
});

test('reads a bucket’s prefix, region, endpoint and path style', () => {
  expect(parseStorageUrl('s3://bucket')).toEqual({
    kind: 's3',
    bucket: 'bucket',
    prefix: '',
    forcePathStyle: false,
  });
  const text =
    's3://my-bucket/a/b/?region=eu-central-1&endpoint=http%3A%2F%2F127.0.0.1%3A9000&forcePathStyle=true';
  expect(parseStorageUrl(text)).toEqual({
    kind: 's3',
    bucket: 'my-bucket',
    prefix: 'a/b',
    region: 'eu-central-1',
    endpoint: 'http://127.0.0.1:9000',
    forcePathStyle: true,
  });
});

test.each([
  ['', 'it is empty'],
  ['gs://bucket/prefix', 'gs: is not supported'],
  ['https://bucket.s3.amazonaws.com', 'https: is not supported'],
  ['s3://', 'not a valid bucket name'],
  ['s3://b', 'not a valid bucket name'],
  ['s3://bucket:80', 'not a valid bucket name'],
  ['s3://bucket/a/../.b', 'characters other than'],
  ['s3://bucket/a b', 'characters other than'],
  ['s3://bucket?endpoint=127.0.0.1:9000', 'not an http or https URL'],
  ['s3://bucket?forcePathStyle=1', 'true or false'],
  ['s3://bucket?regoin=eu-central-1', 'unknown parameter "regoin"'],
  ['s3://bucket?region=', '"" is not a region'],
  ['file://host/folder', 'host'],
  ['file:///folder?region=eu', 'cannot contain ?'],
])('rejects "%s", saying what is wrong and what was expected', (text, fault) => {
  const opening = (): unknown => openStorage(text);
  expect(opening).toThrow(expect.objectContaining({ code: 'config-invalid', retryable: false }));
  expect(opening).toThrow(fault);
  expect(opening).toThrow('expected a path, file:///path, or s3://bucket/prefix?');
});

test('rejects credentials in the URL without repeating them', () => {
  const opening = (): unknown => openStorage('s3://key:secret@bucket/prefix');
  expect(opening).toThrow('credentials must come from the environment');
  expect(opening).not.toThrow('secret');
});
