#!/usr/bin/env bash
# @duckdb/node-api 1.5.6-r.1, hyparquet-writer 0.17.0: a comparison in DuckDB does not find NaN in a Parquet file whose statistics
# omit NaN. In DuckDB NaN is greater than every number, so `loss > 1` is true for it. But by the row group's maximum (0.5 here)
# no row can match, so DuckDB skips the group. The Parquet format tells writers to omit NaN from the statistics, and pyarrow,
# parquet-wasm and hyparquet-writer do. A search for diverged runs by `loss > 10` finds none of those that ended as NaN.
#
# Seen (Node 20.20, Linux x64), losses 0.1, NaN, 0.5:
#   where loss > 1: 0 rows from the file, 1 row from the same values in a table; where isnan(loss): 1 row from the file
#
# What Rote does: its Parquet files have no statistics of floats; outcomes have their own column (`diverged`), and its documents say
# to use isnan(loss), not loss > 10.
set -euo pipefail
dir=$(mktemp -d) && trap 'rm -rf "$dir"' EXIT && cd "$dir"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts @duckdb/node-api@1.5.6-r.1 hyparquet-writer@0.17.0
cat >run.mjs <<'JS'
import { readFileSync, writeFileSync } from 'node:fs';
import { DuckDBInstance } from '@duckdb/node-api';
import { parquetWriteBuffer } from 'hyparquet-writer';
const versionOf = (name) => JSON.parse(readFileSync(`node_modules/${name}/package.json`, 'utf8')).version;
console.log(`@duckdb/node-api ${versionOf('@duckdb/node-api')}, hyparquet-writer ${versionOf('hyparquet-writer')}`);
const losses = [0.1, NaN, 0.5];
writeFileSync('losses.parquet', Buffer.from(parquetWriteBuffer({ columnData: [{ name: 'loss', data: losses, type: 'DOUBLE' }] })));
const connection = await (await DuckDBInstance.create(':memory:')).connect();
const count = async (source, condition) => {
  const reader = await connection.runAndReadAll(`SELECT count(*) FROM ${source} WHERE ${condition}`);
  return Number(reader.getRows()[0][0]);
};
const values = "(SELECT unnest([0.1, 'NaN'::DOUBLE, 0.5]) AS loss)";
const [inFile, inTable, byName] = [await count("'losses.parquet'", 'loss > 1'), await count(values, 'loss > 1'), await count("'losses.parquet'", 'isnan(loss)')];
console.log(`where loss > 1: ${inFile} rows from the file, ${inTable} from the same values in a table; where isnan(loss): ${byName} from the file`);
process.exit(inFile === 0 && inTable === 1 && byName === 1 ? 0 : 1);
JS
node run.mjs
