import { Type } from 'typebox';
import { closed } from '../spec-parts.js';
import type { ValueOf } from '../value-of.js';
import type { CorruptionVariant } from './variant.js';
import { PLAIN } from './variant.js';

const None = Type.Object({ kind: Type.Literal('none') }, closed);
export type None = ValueOf<typeof None>;

/** The data set as it is. */
export const none = {
  ...PLAIN,
  value: None,
  caption: 'true labels',
  describe: () => ['true labels'],
} satisfies CorruptionVariant<None>;
