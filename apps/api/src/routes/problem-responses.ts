import { Problem, PROBLEM_MEDIA_TYPE } from '@rote/contracts';

/** The response of every route to every status that it does not name. */
export const problemResponses = {
  default: { description: 'A problem', content: { [PROBLEM_MEDIA_TYPE]: { schema: Problem } } },
} as const;
