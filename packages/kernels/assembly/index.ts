export { multiply, multiplyRow, packPanels } from './gemm';
export { layPatches } from './patches';
export {
  winogradFilter,
  winogradFilterGradient,
  winogradInput,
  winogradOutput,
  winogradOutputGradient,
} from './winograd';
export { batchNormGradient, batchNormGradientSums, columnMoments, scaleColumns } from './batch-norm';
export { addBias, applyMomentum, copyRows, maxPoolGradient, reluGradient } from './elementwise';
