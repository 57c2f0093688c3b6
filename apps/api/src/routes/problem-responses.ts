import type { ProblemCode } from '@rote/contracts';
import { Problem, PROBLEM_MEDIA_TYPE } from '@rote/contracts';
import { PROBLEMS } from '../problems.js';

const response = (description: string) => ({
  description,
  content: { [PROBLEM_MEDIA_TYPE]: { schema: Problem } },
});

/** Problems that any request may get. */
const COMMON: readonly ProblemCode[] = ['request-invalid', 'host-not-allowed'];
/** Problems that a request may get if it needs a key, which is in the database, and is counted. */
const BEHIND_KEYS: readonly ProblemCode[] = [
  'unauthorized',
  'scope-missing',
  'too-many-requests',
  'service-unavailable',
];

/**
 * Returns the problem responses of a route that needs a key, by status: those that it names and those that any such route may
 * have.
 *
 * @param codes of the problems specific to this route
 */
export const problemResponses = (...codes: readonly ProblemCode[]): Responses =>
  openResponses(...BEHIND_KEYS, ...codes);

type Responses = Record<string, ReturnType<typeof response>>;

/**
 * Returns the problem responses of a route that needs no key.
 *
 * @param codes of the problems specific to this route
 */
export function openResponses(...codes: readonly ProblemCode[]): Responses {
  const titles = new Map<number, string[]>();
  for (const code of [...COMMON, ...codes]) {
    const { status, title } = PROBLEMS[code];
    titles.set(status, [...(titles.get(status) ?? []), title]);
  }
  const named = [...titles].map(([status, of]) => [String(status), response(of.join('; '))] as const);
  return { ...Object.fromEntries(named), default: response('A problem') };
}

/** Problems that a route with a body may answer. */
export const BODY_PROBLEMS = ['origin-not-allowed', 'body-too-large', 'unsupported-media-type'] as const;
