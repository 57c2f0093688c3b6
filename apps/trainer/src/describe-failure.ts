import { resolve, sep } from 'node:path';
import { describeError, RoteError } from '@rote/domain';
import { translateEngineError } from '@rote/learning';
import type { TrainerMessage } from '@rote/trainer-protocol';

/** Everyone who may use the API can see errors, and where this host keeps its data is not their business. */
const withoutHostPaths = (text: string, dataDir: string | undefined): string =>
  dataDir === undefined
    ? text
    : [resolve(dataDir), dataDir].reduce(
        (result, folder) => result.replaceAll(`${folder}${sep}`, 'ROTE_DATA_DIR/'),
        text,
      );

/** Turns an error into a message. Memory may run out anywhere: in an engine, or while a data set is being read. */
export function describeFailure(error: unknown, dataDir: string | undefined): TrainerMessage {
  const cause = translateEngineError(error);
  const known = cause instanceof RoteError ? cause : undefined;
  return {
    type: 'error',
    code: known?.code ?? 'internal',
    message: withoutHostPaths(describeError(cause), dataDir),
    retryable: known?.retryable ?? false,
  };
}
