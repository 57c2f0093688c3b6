import type { Verdict } from '@rote/domain';
import { markup, type Part } from '../markup.js';

/** How our number compares with the paper's, in words and in a color. */
export const drawVerdict = (verdict: Verdict | undefined): Part =>
  verdict === undefined ? '–' : markup`<span class="verdict-${verdict}">${verdict}</span>`;
