export { loadDataset, type LoadDatasetOptions } from './load-dataset.js';
export { takeSubset, type SubsetOptions } from './subset.js';
export { openImageFolder, type OpenImageFolderOptions } from './image-folder/open-image-folder.js';
