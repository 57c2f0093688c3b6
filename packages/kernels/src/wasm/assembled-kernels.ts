import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { MODULE_BASE64 } from './generated/module.js';

/**
 * The functions of `packages/kernels/assembly`, which documents them. Pointers and strides are in bytes, and tensors
 * are dense float32 in TF.js's order.
 */
export interface AssembledKernels {
  packPanels(
    source: number,
    rowStride: number,
    columnStride: number,
    depth: number,
    columns: number,
    target: number,
  ): void;
  multiply(
    a: number,
    aRowStride: number,
    aDepthStride: number,
    b: number,
    c: number,
    cStride: number,
    rows: number,
    columns: number,
    depth: number,
    accumulate: boolean,
    strip: number,
  ): void;
  multiplyRow(a: number, b: number, c: number, depth: number, columns: number): void;
  layPatches(
    x: number,
    height: number,
    width: number,
    channels: number,
    outHeight: number,
    outWidth: number,
    filterHeight: number,
    filterWidth: number,
    rowStep: number,
    columnStep: number,
    padTop: number,
    padLeft: number,
    first: number,
    count: number,
    target: number,
  ): void;
  winogradInput(
    x: number,
    height: number,
    width: number,
    channels: number,
    tileRows: number,
    tileColumns: number,
    padTop: number,
    padLeft: number,
    first: number,
    tiles: number,
    target: number,
    scratch: number,
  ): void;
  winogradOutput(
    m: number,
    tiles: number,
    filters: number,
    tileRows: number,
    tileColumns: number,
    first: number,
    y: number,
    height: number,
    width: number,
    scratch: number,
  ): void;
  winogradFilter(g: number, channels: number, filters: number, target: number, scratch: number): void;
  winogradOutputGradient(
    dy: number,
    height: number,
    width: number,
    filters: number,
    tileRows: number,
    tileColumns: number,
    first: number,
    tiles: number,
    target: number,
    scratch: number,
  ): void;
  winogradFilterGradient(m: number, size: number, gradient: number, scratch: number): void;
  columnMoments(x: number, rows: number, columns: number, mean: number, variance: number): void;
  scaleColumns(
    x: number,
    scale: number,
    shift: number,
    y: number,
    rows: number,
    columns: number,
    least: number,
  ): void;
  batchNormGradientSums(
    dy: number,
    y: number,
    x: number,
    mean: number,
    rows: number,
    columns: number,
    sums: number,
    projections: number,
  ): void;
  batchNormGradient(
    dy: number,
    y: number,
    x: number,
    scale: number,
    slope: number,
    shift: number,
    dx: number,
    rows: number,
    columns: number,
  ): void;
  reluGradient(dy: number, y: number, gradient: number, size: number): void;
  addBias(x: number, bias: number, y: number, rows: number, columns: number, least: number): void;
  applyMomentum(
    weights: number,
    velocity: number,
    gradient: number,
    rate: number,
    momentum: number,
    newWeights: number,
    newVelocity: number,
    size: number,
  ): void;
  copyRows(
    source: number,
    sourceStride: number,
    target: number,
    targetStride: number,
    rows: number,
    bytes: number,
  ): void;
  maxPoolGradient(
    x: number,
    dy: number,
    gradient: number,
    images: number,
    height: number,
    width: number,
    channels: number,
    outHeight: number,
    outWidth: number,
    filterHeight: number,
    filterWidth: number,
    rowStep: number,
    columnStep: number,
    padTop: number,
    padLeft: number,
  ): void;
}

/** The part of WebAssembly that is used here; Node's types omit it. */
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: object };
};

/** Starts the assembled module on TF.js's heap, so that both see the same tensors. */
export function assembleKernels(backend: BackendWasm): AssembledKernels {
  // An export of Emscripten's module that TF.js's type omits.
  const { asm } = backend.wasm as unknown as { readonly asm?: { readonly memory?: object } };
  if (asm?.memory === undefined) throw new Error('the wasm backend of TF.js does not expose its memory');
  const module = new WebAssembly.Module(Buffer.from(MODULE_BASE64, 'base64'));
  const { exports } = new WebAssembly.Instance(module, { env: { memory: asm.memory } });
  return exports as unknown as AssembledKernels;
}
