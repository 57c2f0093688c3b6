import type { Static } from 'typebox';
import { Type } from 'typebox';
import { INPUT_SIDE } from './dataset.js';
import { closed } from './spec-parts.js';

const FeaturesSpec = Type.Union(
  [
    Type.Enum(['raw', 'random-convolutions', 'gabor']),
    Type.Object(
      {
        kind: Type.Literal('random-convolutions'),
        filters: Type.Optional(Type.Integer({ minimum: 1, maximum: 99_999 })),
        // A filter of the whole window has one response, and half of one cannot be pooled.
        side: Type.Optional(Type.Integer({ minimum: 1, maximum: INPUT_SIDE - 1 })),
      },
      closed,
    ),
  ],
  { description: 'raw, random-convolutions, gabor or {kind: random-convolutions, filters, side}' },
);

export const ArchitectureSpec = Type.Union(
  [
    Type.Enum([
      'inception-small',
      'inception-small-no-bn',
      'alexnet-small',
      'inception-v3',
      'linear',
      'linear-min-norm',
      'kernel',
      'memorizer',
    ]),
    Type.String({ pattern: '^mlp-[1-9][0-9]{0,2}x[1-9][0-9]{0,4}$' }),
    // As results write them.
    Type.String({
      pattern:
        '^linear-from-[0-9]+([.][0-9]+)?(e([+][0-9]{1,2}|-[0-9]{1,3}))?(-gabor|-random-convolutions)?$',
    }),
    Type.String({ pattern: '^(linear|linear-min-norm|kernel)(-gabor|-random-convolutions)$' }),
    Type.String({ pattern: '^memorizer-([2-9]|[1-9][0-9])(-float32)?$' }),
    Type.Object(
      {
        kind: Type.Literal('mlp'),
        depth: Type.Integer({ minimum: 1, maximum: 999 }),
        width: Type.Integer({ minimum: 1, maximum: 99_999 }),
      },
      closed,
    ),
    Type.Object(
      {
        kind: Type.Literal('linear'),
        features: Type.Optional(FeaturesSpec),
        solver: Type.Optional(Type.Enum(['sgd', 'min-norm'])),
        start: Type.Optional(
          Type.Number({
            minimum: 0,
            maximum: 1e99,
            description: 'standard deviation of the weights to start from; 0 is zero',
          }),
        ),
      },
      closed,
    ),
    Type.Object(
      {
        kind: Type.Literal('kernel'),
        features: Type.Optional(FeaturesSpec),
        gamma: Type.Optional(
          Type.Number({ exclusiveMinimum: 0, description: 'γ of exp(−γ‖x − x′‖²), above 0' }),
        ),
      },
      closed,
    ),
    Type.Object(
      {
        kind: Type.Literal('memorizer'),
        depth: Type.Optional(Type.Integer({ minimum: 2, maximum: 99 })),
        precision: Type.Optional(Type.Enum(['float64', 'float32'])),
      },
      closed,
    ),
  ],
  {
    description:
      'inception-small, inception-small-no-bn, alexnet-small, inception-v3, mlp-<depth>x<width> such as mlp-3x512, linear, linear-min-norm, kernel, memorizer, the name that results give one of these with options, such as kernel-gabor or memorizer-3-float32 (gamma, filters and side, which names leave out, are the defaults), or an object with kind mlp {depth, width}, linear {features, solver, start}, kernel {features, gamma} or memorizer {depth, precision}',
  },
);

export type ArchitectureSpec = Static<typeof ArchitectureSpec>;
export type FeaturesSpec = Static<typeof FeaturesSpec>;
