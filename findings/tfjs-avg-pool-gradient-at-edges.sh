#!/usr/bin/env bash
# @tensorflow/tfjs-backend-cpu, @tensorflow/tfjs-backend-wasm 4.22.0: the gradient of tf.avgPool with padding 'same' is
# wrong at the edges. The forward pass divides by the number of pixels that a window really covers, the gradient by the
# whole window: in a corner of a 4×4 image under a 3×3 window of stride 1 the gradient is 4/9 = 0.4444, but finite
# differences, and TensorFlow itself, give 0.6944. There is no warning, shapes are right, and training continues with
# 14 to 36 % too little gradient along every edge.
#
# Seen (Node 20.20, Linux x64):
#   4.22.0 cpu  corner by gradient 0.4444, by differences 0.6944
#   4.22.0 wasm corner by gradient 0.4444, by differences 0.6944
#
# What Rote does: Inception-v3 pools like this nine times, so the wasm and WebGPU engines have their own gradient, and
# every engine is probed with exactly this form (packages/engines/src/verification).
set -euo pipefail
dir=$(mktemp -d) && trap 'rm -rf "$dir"' EXIT && cd "$dir"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts @tensorflow/tfjs@4.22.0 @tensorflow/tfjs-backend-wasm@4.22.0
cat >run.cjs <<'JS'
const path = require('node:path');
const tf = require('@tensorflow/tfjs');
const { setWasmPaths } = require('@tensorflow/tfjs-backend-wasm');
setWasmPaths(path.join(path.dirname(require.resolve('@tensorflow/tfjs-backend-wasm/package.json')), 'dist/'));
const pool = (x) => tf.sum(tf.avgPool(x, 3, 1, 'same'));
(async () => {
  let isAsSeen = true;
  for (const backend of ['cpu', 'wasm']) {
    await tf.setBackend(backend);
    const x = tf.zeros([1, 4, 4, 1]);
    const corner = (await tf.grad(pool)(x).data())[0];
    const one = tf.tensor([1, ...new Array(15).fill(0)], [1, 4, 4, 1]);
    const exact = (await pool(one).data())[0]; // linear, so this difference is the derivative
    console.log(`${tf.version.tfjs} ${backend} corner by gradient ${corner.toFixed(4)}, by differences ${exact.toFixed(4)}`);
    isAsSeen &&= corner.toFixed(4) === '0.4444' && exact.toFixed(4) === '0.6944';
  }
  process.exit(isAsSeen ? 0 : 1);
})();
JS
node run.cjs
