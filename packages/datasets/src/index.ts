export { loadDataset, type LoadDatasetOptions } from './load-dataset.js';
export { takeSubset, type SubsetOptions } from './subset.js';
