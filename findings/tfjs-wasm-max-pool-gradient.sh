#!/usr/bin/env bash
# @tensorflow/tfjs-backend-wasm 4.22.0: the gradient of tf.maxPool is lost in every window whose maximum is not positive.
# After a ReLU, windows of zeros are common. cpu (like TensorFlow, PyTorch and JAX) gives the gradient of such a window to its
# first element.
#
# Seen (Node 20.20, Linux x64), a 4×4 image of zeros, windows of 2×2 by stride 2, so four windows:
#   4.22.0 cpu  sum of the gradient 4
#   4.22.0 wasm sum of the gradient 1
#
# What Rote does: the wasm engine has its own max-pool gradient (packages/kernels/src/wasm/max-pool-grad.ts).
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
  const sums = {};
  for (const backend of ['cpu', 'wasm']) {
    await tf.setBackend(backend);
    const gradient = tf.grad((x) => tf.sum(tf.maxPool(x, 2, 2, 'valid')))(tf.zeros([1, 4, 4, 1]));
    sums[backend] = (await tf.sum(gradient).data())[0];
    console.log(`${tf.version.tfjs} ${backend.padEnd(4)} sum of the gradient ${sums[backend]}: ${[...(await gradient.data())].join(' ')}`);
  }
  process.exit(sums.cpu === 4 && sums.wasm === 1 ? 0 : 1);
})();
JS
node run.cjs
