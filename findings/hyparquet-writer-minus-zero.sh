#!/usr/bin/env bash
# hyparquet-writer 0.17.0, hyparquet 1.31.5: a column of doubles that contains both 0 and -0 is read back with only one of the
# two, the one that came first. The writer gives columns with repeated values a dictionary, and looks values up by a comparison to
# which the two zeros are the same. They differ as IEEE 754 numbers: 1/x has another sign, and so has a digest of the bytes.
# With `encoding: 'PLAIN'` every value comes back as it was.
#
# Seen (Node 20.20, Linux x64), 1000 values, 0 and -0 in turn:
#   by default: 500 of 1000 values come back with the other sign; with encoding PLAIN: 0
#
# What Rote does: parquet-wasm writes its Parquet files, and keeps both zeros; a test has a column of both.
set -euo pipefail
dir=$(mktemp -d) && trap 'rm -rf "$dir"' EXIT && cd "$dir"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts hyparquet-writer@0.17.0 hyparquet@1.31.5
cat >run.mjs <<'JS'
import { readFileSync } from 'node:fs';
import { parquetReadObjects } from 'hyparquet';
import { parquetWriteBuffer } from 'hyparquet-writer';
const versionOf = (name) => JSON.parse(readFileSync(`node_modules/${name}/package.json`, 'utf8')).version;
console.log(`hyparquet-writer ${versionOf('hyparquet-writer')}, hyparquet ${versionOf('hyparquet')}`);
const data = Array.from({ length: 1000 }, (_, index) => (index % 2 === 0 ? 0 : -0));
const countChanged = async (options) => {
  const file = parquetWriteBuffer({ columnData: [{ name: 'x', data, type: 'DOUBLE', ...options }] });
  const rows = await parquetReadObjects({ file });
  return rows.filter(({ x }, index) => !Object.is(x, data[index])).length;
};
const [byDefault, plain] = [await countChanged({}), await countChanged({ encoding: 'PLAIN' })];
console.log(`by default: ${byDefault} of ${data.length} values come back with the other sign; with encoding PLAIN: ${plain}`);
process.exit(byDefault === 500 && plain === 0 ? 0 : 1);
JS
node run.mjs
