import { ERROR_CODES } from '@rote/domain';
import type { Static } from 'typebox';
import { Type } from 'typebox';
import { closed } from './nullable.js';

/** What can be wrong with a request before any other part of Rote has seen it. */
export const HTTP_ERROR_CODES = [
  'unauthorized',
  'scope-missing',
  'project-not-allowed',
  'origin-not-allowed',
  'forbidden',
  'route-not-found',
  'method-not-allowed',
  'request-timeout',
  'precondition-failed',
  'too-many-requests',
  'body-too-large',
  'unsupported-media-type',
  'range-not-satisfiable',
  'expectation-failed',
  'host-not-allowed',
  'headers-too-large',
] as const;

export const PROBLEM_CODES = [...ERROR_CODES, ...HTTP_ERROR_CODES] as const;
export type ProblemCode = (typeof PROBLEM_CODES)[number];

export const PROBLEM_MEDIA_TYPE = 'application/problem+json';

const ProblemCode = Type.Enum([...PROBLEM_CODES], { description: 'the problem’s code, for programs' });

/** The body of every response with a status of 400 or more. */
export const Problem = Type.Object(
  {
    type: Type.String({ description: 'where this kind of problem is explained, on this server' }),
    title: Type.String({ description: 'the kind of problem; the same for every problem of its code' }),
    status: Type.Integer({ minimum: 400, maximum: 599, description: 'the HTTP status' }),
    detail: Type.String({ description: 'what happened this time and how to fix it' }),
    instance: Type.String({ description: 'the requested path' }),
    code: ProblemCode,
    retryable: Type.Boolean({ description: 'whether the same request may succeed later' }),
    requestId: Type.Optional(
      Type.String({
        description: 'the request’s id in the server’s log, if the server is at fault',
      }),
    ),
    errors: Type.Optional(
      Type.Array(
        Type.Object(
          {
            pointer: Type.String({
              description:
                'where, as a JSON pointer: into the body, or /query/…, /path/… or /headers/… for the rest',
            }),
            expected: Type.String({ description: 'what was expected there' }),
            found: Type.Optional(Type.String({ description: 'what was found there' })),
            suggestion: Type.Optional(Type.String({ description: 'a suggestion' })),
            line: Type.Optional(Type.Integer({ minimum: 1, description: 'its line in the body, from 1' })),
            column: Type.Optional(Type.Integer({ minimum: 1, description: 'its column there, from 1' })),
          },
          closed,
        ),
        { description: 'what is wrong with the input, if the input is at fault: the first 50 faults' },
      ),
    ),
    moreErrors: Type.Optional(
      Type.Integer({ minimum: 1, description: 'how many more faults there are than `errors` lists' }),
    ),
  },
  { ...closed, description: 'a problem (RFC 9457)' },
);
export type Problem = Static<typeof Problem>;

/** A kind of problem, as the page at its address explains it. */
export const ProblemKind = Type.Object(
  {
    type: Type.String({ description: 'the address of this explanation, as problems name it' }),
    code: ProblemCode,
    status: Problem.properties.status,
    title: Problem.properties.title,
    help: Type.String({ description: 'what a client can do about it' }),
  },
  { ...closed, description: 'a kind of problem' },
);
export type ProblemKind = Static<typeof ProblemKind>;

export const ProblemList = Type.Object(
  { items: Type.Array(ProblemKind) },
  { ...closed, description: 'the kinds of problems' },
);
export type ProblemList = Static<typeof ProblemList>;

/** Any text: an unknown kind means a page that does not exist, not an invalid address. */
export const ProblemPath = Type.Object(
  { code: Type.String({ description: 'the code of a kind of problem: GET /problems lists them' }) },
  closed,
);
