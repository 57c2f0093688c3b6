export type { TrainOptions } from './train.js';
export { train } from './train.js';
