// Values of the domain for tests. They load neither a server nor a database client, so tests of pure packages stay quick.
export type { CellChanges } from './cell-of.js';
export { cellOf } from './cell-of.js';
export { epochOf } from './epoch-of.js';
export { keptImagesOf } from './kept-images-of.js';
export { resultOf } from './result-of.js';
