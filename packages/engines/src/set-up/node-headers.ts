import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** The folder of Node's own headers, which most installations include; node-gyp calls it `nodedir`. */
export function findNodeHeaders(): string | undefined {
  const root = resolve(process.execPath, '../..');
  return existsSync(join(root, 'include/node/node_api.h')) ? root : undefined;
}
