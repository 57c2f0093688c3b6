import { CONVOLUTIONS } from './convolutions.js';
import { FEATURES } from './features.js';
import { IMAGES } from './images.js';
import { LAYERS } from './layers.js';
import { LOSSES } from './losses.js';
import { MEASURES } from './measures.js';
import { POOLINGS } from './poolings.js';
import type { Probe } from './probe.js';
import { STEPS } from './steps.js';

export type { Probe } from './probe.js';

/**
 * The computations that make up training for every architecture, in the form in which `packages/learning` asks an
 * engine for them, each with its gradients. A test there runs all architectures and checks that the probes cover every
 * kernel that they run.
 */
export const PROBES: readonly Probe[] = [
  ...LAYERS,
  ...CONVOLUTIONS,
  ...POOLINGS,
  ...LOSSES,
  ...IMAGES,
  ...FEATURES,
  ...STEPS,
  ...MEASURES,
];
