import type { Fingerprint } from './fingerprint.js';

/**
 * What each probe gives: computed once on TF.js's plain JavaScript backend (`@tensorflow/tfjs-backend-cpu` 4.22.0),
 * the reference that shares no code with the other engines; and where that is wrong, average pooling at the edges, by its
 * definition in float64. A test computes them again.
 */
export const KNOWN_FINGERPRINTS: Readonly<Record<string, Readonly<Record<string, Fingerprint>>>> = {
  matMul: {
    value: [6.1332848, 0.49214514],
    'gradient 0': [8.5433577, -4.1722329],
    'gradient 1': [8.0795873, -6.6394947],
  },
  'conv2d of an RGB image': {
    value: [49.250787, 22.810062],
    'gradient 0': [53.255662, 17.03638],
    'gradient 1': [65.133297, -56.207385],
  },
  'conv2d of feature maps': {
    value: [49.638124, 4.0968129],
    'gradient 0': [338.4716, -37.622737],
    'gradient 1': [207.71658, 547.16139],
  },
  'conv2d with stride 2': {
    value: [32.499776, -2.5612863],
    'gradient 0': [63.175046, -18.838777],
    'gradient 1': [31.954025, 12.573908],
  },
  'conv2d with a 1 × 1 filter': {
    value: [17.420391, -5.7344746],
    'gradient 0': [24.957627, -2.5319399],
    'gradient 1': [31.615308, 10.661119],
  },
  'conv2d with stride 2 and padding': {
    value: [18.349, -15.014153],
    'gradient 0': [59.163628, 46.735638],
    'gradient 1': [29.060756, 10.901573],
  },
  'conv2d without padding': {
    value: [22.538395, 5.9306405],
    'gradient 0': [36.107019, -12.660389],
    'gradient 1': [26.92706, -4.2737786],
  },
  'conv2d with a 1 × 7 filter': {
    value: [44.316925, -45.831619],
    'gradient 0': [53.514955, -13.446309],
    'gradient 1': [45.05294, -13.887405],
  },
  'conv2d with a 7 × 1 filter': {
    value: [118.31403, -8.3137473],
    'gradient 0': [107.98451, -7.2204421],
    'gradient 1': [43.741445, -41.393755],
  },
  'maxPool without padding': {
    value: [9.3447134, 1.3239896],
    'gradient 0': [6.2028351, -1.6378432],
  },
  'maxPool of what is negative': {
    value: [2.4111725, -0.63221324],
    'gradient 0': [6.3434083, -0.7512857],
  },
  maxPool: { value: [9.4185159, 0.51795406], 'gradient 0': [6.083504, -2.4909266] },
  avgPool: { value: [0.67611197, 0.070936], 'gradient 0': [0.95252487, -0.1414339] },
  'avgPool at the edges': {
    value: [1.4785985, 0.22363716],
    'gradient 0': [1.9895163, -1.10161],
  },
  'mean of feature maps': {
    value: [0.19479608, 0.069968408],
    'gradient 0': [0.54841021, -0.075660949],
  },
  'batch normalization': {
    value: [8.1253647, -0.21310063],
    'gradient 0': [4.2416875, 0.62874282],
    'gradient 1': [22.598981, -3.4509637],
    'gradient 2': [10.806425, -2.4018349],
  },
  localResponseNormalization: { value: [7.2784022, 4.2839521], 'gradient 0': [6.2990918, -3.2876004] },
  'concat and slice': {
    value: [6.4121249, -0.29265239],
    'gradient 0': [3.9898177, 0.1859843],
    'gradient 1': [4.8985513, -3.587741],
  },
  gather: { value: [2.8191266, 0.7047664], 'gradient 0': [2.4180131, -0.97152064] },
  'softmax cross-entropy': { value: [2.9556527, -2.9556527], 'gradient 0': [0.19554043, 0.069422424] },
  'rotated window': {
    value: [2.9181513, -1.8207534],
  },
  'ReLU gradient': {
    dx: [1.3047569, 0.66608224],
  },
  bias: {
    value: [8.6598695, -1.764568],
  },
  'softmax cross-entropy of each row': {
    losses: [5.1120938, 0.34058088],
    difference: [2.1078996, -0.49943472],
  },
  'fused batch normalization': {
    value: [19.351731, -11.499526],
    mean: [0.046165854, 0.04094409],
    variance: [0.83306812, -0.34286889],
  },
};
