// Generates Prisma's client (packages/store/src/generated) if it is missing, or was generated from another schema or by
// another Prisma. Plain Node: it runs before anything is built, and needs neither a database nor DATABASE_URL.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const schema = path.join(root, 'prisma/schema.prisma');
const stamp = path.join(root, 'packages/store/src/generated/.made-from');
const require = createRequire(path.join(root, 'package.json'));

const readIfThere = (file) => {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
};

/** Generates Prisma's client unless it is up to date; returns whether it did. */
export function generatePrismaClient() {
  const prisma = require.resolve('prisma/package.json');
  const { version } = JSON.parse(readFileSync(prisma, 'utf8'));
  const madeFrom = createHash('sha256').update(version).update(readFileSync(schema)).digest('hex');
  if (readIfThere(stamp) === madeFrom) return false;

  const { status, error, stdout, stderr } = spawnSync(
    process.execPath,
    [path.join(path.dirname(prisma), 'build/index.js'), 'generate', '--schema', schema],
    {
      cwd: root,
      encoding: 'utf8',
      env: {
        ...process.env,
        // Prisma first looks for its schema engine, and downloads it if there is none; generating does not run it.
        PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
        PRISMA_HIDE_UPDATE_MESSAGE: '1',
        CHECKPOINT_DISABLE: '1',
      },
    },
  );
  if (status !== 0) throw new Error(`prisma generate failed:\n${stdout}${stderr}`, { cause: error });
  writeFileSync(stamp, madeFrom);
  return true;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) generatePrismaClient();
