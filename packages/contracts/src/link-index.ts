import type { Static } from 'typebox';
import { Type } from 'typebox';
import { closed } from './nullable.js';

const Link = Type.String({ description: 'a path on this server' });

export const LinkIndex = Type.Object(
  {
    name: Type.Literal('rote'),
    links: Type.Object(
      {
        sweeps: Link,
        queues: Link,
        workers: Link,
        documentation: Link,
        openapi: Link,
        sweepSchema: Link,
        presets: Link,
        problems: Link,
        liveness: Link,
        readiness: Link,
      },
      closed,
    ),
  },
  { ...closed, description: 'where to go from here' },
);
export type LinkIndex = Static<typeof LinkIndex>;
