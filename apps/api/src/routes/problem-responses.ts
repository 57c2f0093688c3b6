import type { ProblemCode } from '@rote/contracts';
import { Problem, PROBLEM_MEDIA_TYPE } from '@rote/contracts';
import { PROBLEMS } from '../problems.js';

const response = (description: string) => ({
  description,
  content: { [PROBLEM_MEDIA_TYPE]: { schema: Problem } },
});

/** What any request may get. */
const COMMON: readonly ProblemCode[] = [
  'request-invalid',
  'unauthorized',
  'host-not-allowed',
  'service-unavailable',
];

/**
 * The responses of a route that are problems: those that it names and those that any route may have, by status.
 *
 * @param codes of what this route in particular may answer
 */
export function problemResponses(
  ...codes: readonly ProblemCode[]
): Record<string, ReturnType<typeof response>> {
  const titles = new Map<number, string[]>();
  for (const code of [...COMMON, ...codes]) {
    const { status, title } = PROBLEMS[code];
    titles.set(status, [...(titles.get(status) ?? []), title]);
  }
  const named = [...titles].map(([status, of]) => [String(status), response(of.join('; '))] as const);
  return { ...Object.fromEntries(named), default: response('A problem') };
}

/** What a route that takes a body may answer to it. */
export const BODY_PROBLEMS = ['origin-not-allowed', 'body-too-large', 'unsupported-media-type'] as const;
