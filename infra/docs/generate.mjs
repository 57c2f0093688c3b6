/**
 * Writes the reference: everything in docs/reference, the index of docs/adr, .env.example, and the generated types of
 * packages/client. Each comes from what the programs themselves read: schemas, the OpenAPI document, the command line, the comments of a migrated database.
 *
 *     npm run docs                 writes the files
 *     npm run docs -- --check      names those that differ from what would be written, and exits with 1
 *
 * It needs a PostgreSQL that it may migrate: the one at DATABASE_URL, or one that it starts itself.
 */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as prettier from 'prettier';
import { describeDecisions } from './adr-index.mjs';
import { describeApi, OPENAPI_FILE } from './api.mjs';
import { describeClientTypes } from './client-types.mjs';
import { describeCommands } from './commands.mjs';
import { describeEnvironment } from './environment.mjs';
import { describeErrors } from './errors.mjs';
import { describeSweepFile } from './sweep-file.mjs';
import { describeViews } from './views.mjs';
import { withDatabase } from './with-database.mjs';
import { root } from './workspace-module.mjs';

/** The content of each file, by its path relative to the root. */
async function render() {
  const [api, views] = await withDatabase(async (databaseUrl) => [
    await describeApi(databaseUrl),
    await describeViews(databaseUrl),
  ]);
  const files = {
    ...(await describeSweepFile()),
    ...api,
    ...(await describeClientTypes(JSON.parse(api[OPENAPI_FILE]))),
    ...views,
    ...(await describeCommands()),
    ...(await describeEnvironment()),
    ...(await describeErrors()),
    ...(await describeDecisions()),
  };
  return Promise.all(
    Object.entries(files).map(async ([file, text]) => {
      const filepath = path.join(root, file);
      if (!/\.(md|json)$/.test(file)) return [file, text];
      return [file, await prettier.format(text, { ...(await prettier.resolveConfig(filepath)), filepath })];
    }),
  );
}

const isCheck = process.argv.includes('--check');
const differing = [];
for (const [file, text] of await render()) {
  const target = path.join(root, file);
  if ((await readFile(target, 'utf8').catch(() => undefined)) === text) continue;
  differing.push(file);
  if (!isCheck) await writeFile(target, text);
}
if (differing.length > 0)
  console.log(`${isCheck ? 'out of date, run "npm run docs"' : 'written'}: ${differing.join(', ')}`);
process.exit(isCheck && differing.length > 0 ? 1 : 0);
