#!/usr/bin/env bash
# @tensorflow/tfjs-backend-cpu, @tensorflow/tfjs-backend-wasm 4.22.0: tf.matMul of two batches that broadcast against each
# other gives wrong products in a tensor of the right shape. Batches of shape [2, 1] and [1, 3] have six products; cpu
# and wasm compute max(2, 3) = 3 of them, pairing the matrices in order, and return three numbers in a tensor of shape
# [2, 3, 1, 1]. Nothing throws, and code that reads the tensor by its shape gets undefined values.
#
# Seen (Node 20.20, Linux x64), products of 1×1 matrices, a = [1, 2] by b = [10, 20, 30]:
#   expected    10 20 30 20 40 60
#   4.22.0 cpu  10 40 30   shape [2,3,1,1]
#   4.22.0 wasm 10 40 30   shape [2,3,1,1]
#
# What Rote does: no network multiplies batches that broadcast; the engines' probes cover the forms that are used.
set -euo pipefail
dir=$(mktemp -d) && trap 'rm -rf "$dir"' EXIT && cd "$dir"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts @tensorflow/tfjs@4.22.0 @tensorflow/tfjs-backend-wasm@4.22.0
cat >run.cjs <<'JS'
const path = require('node:path');
const tf = require('@tensorflow/tfjs');
const { setWasmPaths } = require('@tensorflow/tfjs-backend-wasm');
setWasmPaths(path.join(path.dirname(require.resolve('@tensorflow/tfjs-backend-wasm/package.json')), 'dist/'));
(async () => {
  const expected = '10 20 30 20 40 60';
  console.log(`expected    ${expected}`);
  let isWrong = true;
  for (const backend of ['cpu', 'wasm']) {
    await tf.setBackend(backend);
    const product = tf.matMul(tf.tensor([1, 2], [2, 1, 1, 1]), tf.tensor([10, 20, 30], [1, 3, 1, 1]));
    const got = [...(await product.data())].join(' ');
    console.log(`${tf.version.tfjs} ${backend.padEnd(4)} ${got}   shape ${JSON.stringify(product.shape)}`);
    isWrong &&= got !== expected && product.size === 6;
  }
  process.exit(isWrong ? 0 : 1);
})();
JS
node run.cjs
