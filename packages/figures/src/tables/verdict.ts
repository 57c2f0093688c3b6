import type { Verdict } from '@rote/domain';
import { markup, type Part } from '../markup.js';

/** How a number of ours stands to the paper's, in words and in a color. */
export const drawVerdict = (verdict: Verdict | undefined): Part =>
  verdict === undefined ? '–' : markup`<span class="verdict-${verdict}">${verdict}</span>`;
