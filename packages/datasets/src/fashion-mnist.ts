import { debianPackageSource, installedDebianPackageSource } from './sources/debian-package-source.js';
import { gzippedUrlSource } from './sources/gzipped-files.js';
import { idxDatasetLoader } from './idx-dataset.js';

const DEBIAN_PACKAGE = { name: 'dataset-fashion-mnist', folder: '/usr/share/datasets/fashion-mnist' };

/** Fashion-MNIST (Xiao et al. 2017). */
export const loadFashionMnist = idxDatasetLoader({
  name: 'fashion-mnist',
  trainImages: {
    name: 'train-images-idx3-ubyte',
    bytes: 47_040_016,
    sha256: 'c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888',
  },
  trainLabels: {
    name: 'train-labels-idx1-ubyte',
    bytes: 60_008,
    sha256: 'bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9',
  },
  testImages: {
    name: 't10k-images-idx3-ubyte',
    bytes: 7_840_016,
    sha256: '5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b',
  },
  testLabels: {
    name: 't10k-labels-idx1-ubyte',
    bytes: 10_008,
    sha256: '0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34',
  },
  sources: [
    installedDebianPackageSource(DEBIAN_PACKAGE),
    gzippedUrlSource('http://fashion-mnist.s3-website.eu-central-1.amazonaws.com'),
    debianPackageSource(DEBIAN_PACKAGE),
  ],
});
