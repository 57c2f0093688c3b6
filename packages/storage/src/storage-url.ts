import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describeError, RoteError } from '@rote/domain';

export interface FolderLocation {
  readonly kind: 'folder';
  /** Absolute. */
  readonly folder: string;
}

export interface S3Location {
  readonly kind: 's3';
  readonly bucket: string;
  /** Without slashes at either end; empty for the whole bucket. */
  readonly prefix: string;
  /** Default: the SDK takes it from the environment or the profile. */
  readonly region?: string;
  /** Only for servers other than Amazon's. */
  readonly endpoint?: string;
  /** Puts the bucket in the path rather than in the host name, as most other servers require. */
  readonly forcePathStyle: boolean;
}

const FORMS =
  'expected a path, file:///path, or s3://bucket/prefix?region=eu-central-1&endpoint=http://host:9000&forcePathStyle=true (everything after the bucket is optional)';
const BUCKET = /^[\w.-]{3,63}$/;
const PREFIX = /^([\w-][\w.-]*(\/[\w-][\w.-]*)*)?$/;

/** @throws RoteError `config-invalid` with what is wrong and what was expected */
export function parseStorageUrl(text: string): FolderLocation | S3Location {
  if (text.trim() === '') throw invalid(text, 'it is empty');
  if (!/^[a-z][a-z\d+.-]*:/i.test(text)) return { kind: 'folder', folder: resolve(text) };
  if (!URL.canParse(text)) throw invalid(text, 'it is not a URL');
  const url = new URL(text);
  if (url.protocol === 'file:') return parseFileUrl(text, url);
  if (url.protocol === 's3:') return parseS3Url(text, url);
  throw invalid(text, `${url.protocol} is not supported`);
}

function parseFileUrl(text: string, url: URL): FolderLocation {
  if (url.search !== '' || url.hash !== '')
    throw invalid(text, 'the path of a folder cannot contain ? or #; write them as %3F and %23');
  try {
    return { kind: 'folder', folder: resolve(fileURLToPath(url)) };
  } catch (error) {
    throw invalid(text, describeError(error));
  }
}

function parseS3Url(text: string, url: URL): S3Location {
  if (url.username !== '' || url.password !== '')
    throw invalid(url.host, 'credentials must come from the environment or the profile, not from the URL');
  const bucket = url.hostname;
  if (!BUCKET.test(bucket) || url.port !== '')
    throw invalid(text, `"${url.host}" is not a valid bucket name`);
  const prefix = url.pathname.replace(/^\/+|\/+$/g, '');
  if (!PREFIX.test(prefix))
    throw invalid(text, 'the prefix has characters other than letters, digits, "_", "-", "." and "/"');

  const { region, endpoint, forcePathStyle = 'false', ...others } = Object.fromEntries(url.searchParams);
  const [stranger] = Object.keys(others);
  if (stranger !== undefined) throw invalid(text, `unknown parameter "${stranger}"`);
  if (region !== undefined && !/^[\w-]+$/.test(region)) throw invalid(text, `"${region}" is not a region`);
  if (endpoint !== undefined && !isHttpUrl(endpoint))
    throw invalid(text, `"${endpoint}" is not an http or https URL`);
  if (forcePathStyle !== 'true' && forcePathStyle !== 'false')
    throw invalid(text, 'forcePathStyle must be true or false');
  return {
    kind: 's3',
    bucket,
    prefix,
    ...(region !== undefined && { region }),
    ...(endpoint !== undefined && { endpoint }),
    forcePathStyle: forcePathStyle === 'true',
  };
}

const isHttpUrl = (text: string): boolean =>
  URL.canParse(text) && ['http:', 'https:'].includes(new URL(text).protocol);

const invalid = (text: string, fault: string): RoteError =>
  new RoteError('config-invalid', `The storage "${text}" cannot be used: ${fault}; ${FORMS}`);
