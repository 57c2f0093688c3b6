export { multiply, multiplyRow, packPanels } from './gemm';
export { layPatches } from './patches';
export {
  winogradFilter,
  winogradFilterGradient,
  winogradInput,
  winogradOutput,
  winogradOutputGradient,
} from './winograd';
