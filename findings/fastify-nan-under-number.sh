#!/usr/bin/env bash
# fastify 5.12.8 (fast-json-stringify 6): a response schema changes what happens to numbers that JSON cannot hold. Under
# { type: 'number' } NaN causes a 500 ("The value "NaN" cannot be converted to a number."), but Infinity is sent as null; without
# a schema both are sent as null, as by JSON.stringify. So an endpoint that has worked for months fails at the first
# diverged metric, and only if it was documented.
#
# Seen (Node 20.20, Linux x64):
#   5.12.8 with schema    NaN: 500   Infinity: 200 {"loss":null}
#   5.12.8 without schema NaN: 200 {"loss":null}   Infinity: 200 {"loss":null}
#
# What Rote does: its serializer is JSON.stringify. Numbers that may be NaN are nullable in the schema, and become null when a
# row is turned into a response.
set -euo pipefail
dir=$(mktemp -d) && trap 'rm -rf "$dir"' EXIT && cd "$dir"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts fastify@5.12.8
cat >run.mjs <<'JS'
import { readFileSync } from 'node:fs';
import Fastify from 'fastify';
const { version } = JSON.parse(readFileSync('node_modules/fastify/package.json', 'utf8'));
const schema = { response: { 200: { type: 'object', properties: { loss: { type: 'number' } } } } };
const ask = async (options, loss) => {
  const app = Fastify();
  app.get('/', options, async () => ({ loss }));
  const { statusCode, body } = await app.inject('/');
  await app.close();
  return { statusCode, body };
};
const show = ({ statusCode, body }) => (statusCode === 200 ? `200 ${body}` : String(statusCode));
const [a, b, c, d] = [await ask({ schema }, NaN), await ask({ schema }, Infinity), await ask({}, NaN), await ask({}, Infinity)];
console.log(`${version} with schema    NaN: ${show(a)}   Infinity: ${show(b)}`);
if (a.statusCode !== 200) console.log(`  ${a.body}`);
console.log(`${version} without schema NaN: ${show(c)}   Infinity: ${show(d)}`);
const isNull = ({ body }) => body === '{"loss":null}';
process.exit(a.statusCode === 500 && [b, c, d].every(isNull) ? 0 : 1);
JS
node run.mjs
