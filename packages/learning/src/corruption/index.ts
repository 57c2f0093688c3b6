import type { Corruption } from '@rote/domain';
import type { LabelDraw } from './label-draw.js';
import { anyClass, classOfRow, otherClass, withProbability } from './label-draw.js';

/** How a kind of corruption changes a data set. */
interface CorruptionKind<C> {
  /** How to draw labels; `null` keeps them. */
  drawLabel(corruption: C, classes: number): LabelDraw | null;
  /** Permutes pixels: with one order for all images, or with each image's own; `null` keeps them in place. */
  readonly pixelOrder: 'shared' | 'own' | null;
  /** Whether images are replaced with Gaussian noise. */
  readonly isNoise: boolean;
}

const UNTOUCHED = { drawLabel: () => null, pixelOrder: null, isNoise: false } as const;

/** Every kind of corruption. */
const CORRUPTIONS = {
  none: UNTOUCHED,
  'partial-labels': {
    ...UNTOUCHED,
    drawLabel: ({ probability, excludeTrueClass = false }, classes) =>
      withProbability(probability, excludeTrueClass ? otherClass(classes) : anyClass(classes)),
  },
  'random-labels': {
    ...UNTOUCHED,
    drawLabel: (_, classes) => withProbability(1, anyClass(classes)),
  },
  'random-binary-labels': { ...UNTOUCHED, drawLabel: () => anyClass(2) },
  'asymmetric-labels': { ...UNTOUCHED, drawLabel: ({ transitions }) => classOfRow(transitions) },
  'shuffled-pixels': { ...UNTOUCHED, pixelOrder: 'shared' },
  'random-pixels': { ...UNTOUCHED, pixelOrder: 'own' },
  gaussian: { ...UNTOUCHED, isNoise: true },
} satisfies {
  readonly [K in Corruption['kind']]: CorruptionKind<Extract<Corruption, { readonly kind: K }>>;
};

/** Returns how a corruption changes a data set. */
export const corruptionKind = ({ kind }: Corruption): CorruptionKind<Corruption> => CORRUPTIONS[kind];
