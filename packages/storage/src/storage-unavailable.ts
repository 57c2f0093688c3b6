import { RoteError } from '@rote/domain';

const NO_PERMISSION = 'permission denied: let the user that Rote runs as read and write there';
const UNREACHABLE = 'it cannot be reached: check the network, and the endpoint if one is set';
const REFUSED = 'the credentials are refused: check AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY or the profile';
const NO_CREDENTIALS =
  'no valid credentials: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE, or give the pod or machine a role';
const OTHER_REGION = 'the bucket is in another region: name it with ?region=';

/** How to fix what a person can fix, by the code of Node's error or the name of the SDK's. */
const REMEDIES: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full: free some space',
  EDQUOT: 'the quota is exceeded: free some space',
  EACCES: NO_PERMISSION,
  EPERM: NO_PERMISSION,
  EROFS: 'the file system is mounted read-only',
  ENOTDIR: 'a file is where a folder should be: move it away',
  EISDIR: 'a folder is where a file should be: move it away',
  ECONNREFUSED: UNREACHABLE,
  ECONNRESET: UNREACHABLE,
  EHOSTUNREACH: UNREACHABLE,
  ENETUNREACH: UNREACHABLE,
  ENOTFOUND: UNREACHABLE,
  EAI_AGAIN: UNREACHABLE,
  ETIMEDOUT: UNREACHABLE,
  AbortError: UNREACHABLE,
  TimeoutError: UNREACHABLE,
  NoSuchBucket: 'the bucket does not exist: create it, or name another one',
  AccessDenied:
    'access is denied: allow s3:ListBucket on the bucket, s3:GetObject, s3:PutObject and s3:DeleteObject in it',
  InvalidAccessKeyId: REFUSED,
  SignatureDoesNotMatch: REFUSED,
  RequestTimeTooSkewed: 'the clock of this machine is wrong: correct it',
  ExpiredToken: NO_CREDENTIALS,
  CredentialsProviderError: NO_CREDENTIALS,
  PermanentRedirect: OTHER_REGION,
  AuthorizationHeaderMalformed: OTHER_REGION,
};

/** @param action with its address, as in "write file:///a/b" */
export function storageUnavailable(action: string, cause: unknown): RoteError {
  const remedy = findRemedy(cause);
  const message = remedy === undefined ? `Cannot ${action}` : `Cannot ${action}: ${remedy}`;
  return new RoteError('storage-unavailable', message, { cause: withoutRequest(cause), retryable: true });
}

/** The SDK's errors hold on to the request and the response, whose headers do not belong in a log. */
function withoutRequest(error: unknown): unknown {
  return error instanceof Error && '$metadata' in error
    ? new Error(`${error.name}: ${error.message}`)
    : error;
}

function findRemedy(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if (error instanceof AggregateError) return findRemedy(error.errors[0]);
  const { code, name } = error as NodeJS.ErrnoException;
  return REMEDIES[code ?? ''] ?? REMEDIES[name] ?? findRemedy(error.cause);
}

/** The code of a Node error. */
export const codeOf = (error: unknown): string | undefined =>
  error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
