export * from './resolve-architecture.js';
export * from './resolve-cell.js';
export * from './resolve-corruption.js';
export * from './resolve-dataset.js';
export * from './resolve-regularizer.js';
export type { GivenSeeds } from './resolve-seeds.js';
export * from './resolve-training.js';
