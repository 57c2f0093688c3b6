export type { Memory } from './training/require-network-memory.js';
export type { ImageCache } from './data/prepared-images.js';
export { createImageCache } from './data/prepared-images.js';
export { translateEngineError } from './engine/engine-error.js';
export type { Checkpoints, TrainOptions } from './train-options.js';
export { train } from './train.js';
export type { Float64Matrix, LinearAlgebra } from './solving/linear-algebra.js';
export type { Compile, Program, Session } from './engine/program.js';
export { runEagerly } from './engine/program.js';
