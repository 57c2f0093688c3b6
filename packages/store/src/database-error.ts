import { RoteError } from '@rote/domain';

export function toRoteError(error: unknown): unknown {
  return error instanceof RoteError ? error : error;
}
