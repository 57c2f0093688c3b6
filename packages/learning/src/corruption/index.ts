import type { Corruption } from '@rote/domain';
import type { LabelDraw } from './label-draw.js';
import { anyClass, classOfRow, otherClass, withProbability } from './label-draw.js';

/** What a kind of corruption does to a data set. */
interface CorruptionKind<C> {
  /** Draws labels; `null` leaves them. */
  drawLabel(corruption: C, classes: number): LabelDraw | null;
  /** Where pixels go: all images have one order, or each has its own; `null` leaves them. */
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

/** What a corruption does to a data set. */
export const corruptionKind = ({ kind }: Corruption): CorruptionKind<Corruption> => CORRUPTIONS[kind];
