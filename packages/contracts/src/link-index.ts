import type { Static } from 'typebox';
import { Type } from 'typebox';
import { closed } from './nullable.js';

export const LinkIndex = Type.Object(
  { name: Type.String(), links: Type.Record(Type.String(), Type.String()) },
  { ...closed, description: 'where to go from here' },
);
export type LinkIndex = Static<typeof LinkIndex>;
