import type { Fingerprint } from './fingerprint.js';

/**
 * The result of each probe, computed once on TF.js's plain JavaScript backend (`@tensorflow/tfjs-backend-cpu` 4.22.0),
 * the reference that shares no code with the other engines. Where that backend is wrong, in average pooling at the
 * edges, the result is computed from the definition in float64. A test computes all of them again.
 */
export const KNOWN_FINGERPRINTS: Readonly<Record<string, Readonly<Record<string, Fingerprint>>>> = {
  matMul: {
    value: [6.1332848, 0.49214514],
    'gradient 0': [8.5433577, -4.1722329],
    'gradient 1': [8.0795873, -6.6394947],
  },
  'matMul of whole images': {
    value: [113.19985, 25.68138],
    'gradient 0': [806.71578, 18.241189],
    'gradient 1': [181.44325, -6.0431316],
  },
  bias: {
    value: [8.6598695, -1.764568],
  },
  'bias and ReLU': {
    value: [6.3952157, 0.3177531],
    dx: [3.8105388, -0.033630505],
  },
  'column sums': {
    sums: [7.5811078, 2.0565659],
  },
  'column sums of many rows': {
    sums: [3.5094465, 4.3157727],
  },
  'batch normalization and ReLU': {
    value: [11.358104, -0.9520757],
    mean: [0.183578, 0.10959791],
    variance: [0.9369105, 0.12331923],
    dx: [7.0510477, -3.608682],
    dScale: [35.65022, -1.0569034],
    dOffset: [14.668174, -0.44622751],
  },
  'fixed batch normalization and ReLU': {
    value: [4.9607165, 1.1535815],
  },
  'local response normalization': {
    value: [7.2784022, 4.2839519],
    'gradient 0': [6.2990917, -3.2876005],
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
  'conv2d of feature maps with a 5 × 5 filter': {
    value: [92.607533, 26.364738],
    'gradient 0': [149.15204, -24.825209],
    'gradient 1': [297.4829, -104.51347],
  },
  'conv2d of many feature maps': {
    value: [127.23019, 10.071495],
    'gradient 0': [210.11913, -55.233705],
    'gradient 1': [344.97458, 7.5025069],
  },
  'conv2d of many feature maps with stride 2': {
    value: [70.108079, 2.5327994],
    'gradient 0': [80.040833, -21.13608],
    'gradient 1': [37.637144, -40.560141],
  },
  'conv2d with stride 2': {
    value: [25.01364, -8.9308471],
    'gradient 0': [81.256048, -66.749436],
    'gradient 1': [29.982027, 4.5087602],
  },
  'conv2d with a 1 × 1 filter': {
    value: [17.60717, -2.7399099],
    'gradient 0': [36.294628, -10.595841],
    'gradient 1': [43.486707, 68.237084],
  },
  'conv2d with stride 2 and padding': {
    value: [27.316854, 4.0688111],
    'gradient 0': [76.504978, 18.658827],
    'gradient 1': [33.74983, 16.032345],
  },
  'conv2d of 80 feature maps with stride 2 and padding': {
    value: [92.959399, -31.708696],
    'gradient 0': [224.30813, -42.607919],
    'gradient 1': [129.03497, 53.89212],
  },
  'conv2d without padding': {
    value: [37.011665, -17.104818],
    'gradient 0': [48.46466, -37.882741],
    'gradient 1': [70.26049, -8.5500549],
  },
  'conv2d with a 1 × 7 filter': {
    value: [43.234852, -0.44474665],
    'gradient 0': [67.326792, -50.261588],
    'gradient 1': [288.50555, 56.621977],
  },
  'conv2d with a 7 × 1 filter': {
    value: [48.157671, 18.230545],
    'gradient 0': [52.879246, -39.365296],
    'gradient 1': [280.1418, -63.27526],
  },
  'maxPool without padding': {
    value: [9.3447134, 1.3239896],
    'gradient 0': [6.2028351, -1.6378432],
  },
  'maxPool of negative values': {
    value: [2.4111725, -0.63221324],
    'gradient 0': [6.3434083, -0.7512857],
  },
  maxPool: {
    value: [9.4185159, 0.51795406],
    'gradient 0': [6.083504, -2.4909266],
  },
  'avgPool at the edges': {
    value: [1.4785985, 0.22363716],
    'gradient 0': [1.9895163, -1.1016099],
  },
  'every second position': {
    value: [3.347077, -2.2144694],
    'gradient 0': [3.490382, 0.63440729],
  },
  'padded feature maps': {
    value: [6.3020234, 0.57027334],
    'gradient 0': [6.3258309, -5.6431982],
  },
  'sum of feature maps': {
    value: [8.2883753, -1.513297],
  },
  'mean of feature maps': {
    value: [0.19479608, 0.069968408],
    'gradient 0': [0.54841021, -0.075660949],
  },
  'concat of feature maps': {
    value: [9.1316236, -5.0295629],
    'gradient 0': [4.1741543, 0.050295007],
    'gradient 1': [4.9792612, -0.73607889],
    'gradient 2': [3.3157917, -5.9709444],
    'gradient 3': [5.5244912, -3.0163649],
  },
  'softmax cross-entropy of each row': {
    losses: [5.1120938, 0.34058088],
    difference: [2.1078996, -0.49943472],
    mean: [2.2339239, -2.2339239],
  },
  'half squares of each row': {
    losses: [6.1092886, 0.42609289],
  },
  'scores of each row': {
    scores: [14.359542, 1.5203248],
  },
  gather: {
    value: [4.8724678, -2.5505697],
  },
  'rotated window': {
    value: [2.9181513, -1.8207534],
  },
  'cropped window': {
    value: [3.98017, -0.59613145],
  },
  'whitened images': {
    value: [12, 1.9254142],
  },
  'permuted pixels': {
    value: [2.8452023, -2.4684299],
  },
  'Gabor features': {
    value: [13.346973, -0.77211386],
  },
  'random convolutions': {
    value: [6.6701538, 1.9739796],
  },
  'standardized features': {
    value: [8.4852815, -8.5950766],
  },
  'gradients of two halves, with weight decay': {
    value: [1.2676552, -1.2255532],
    indices: [4.1231056, -3.25],
  },
  'descent with momentum': {
    weights: [3.4888902, -1.7312847],
    velocity: [5.0484848, -1.0128042],
  },
  'running averages': {
    value: [1.0686832, 0.6813522],
  },
  'sums of squares': {
    value: [11.45497, -10.615282],
  },
  'power of a Gram matrix': {
    tall: [4.7098501, 2.8580169],
    wide: [3.8121192, -6.6645072],
  },
  'sum of all outputs': {
    value: [0.0012057405, 0.0012057405],
  },
};
