export * from './resolve-cell.js';
export { resolveRegularizer } from './resolve-regularizer.js';
export type { GivenSeeds } from './resolve-seeds.js';
export * from './resolve-training.js';
