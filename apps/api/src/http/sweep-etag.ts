import type { Sweep } from '@rote/contracts';
import { etagOf } from './etags.js';

/**
 * Returns the entity tag of a sweep: its revision, and then what else it shows. A change depends only on the revision
 * (If-Match), because cells end all the time; a copy depends on all of it (If-None-Match).
 */
export const sweepEtag = (sweep: Sweep): string =>
  etagOf(JSON.stringify(sweep)).replace(/^"/, `"r${String(sweep.revision)}-`);

const REVISION = /^"r(\d{1,10})-/;

/**
 * Returns whether a sweep with this revision meets the condition of If-Match (RFC 9110, section 13.1.1). A weak tag
 * never does.
 */
export function matchesRevision(ifMatch: string | undefined, revision: number): boolean {
  if (ifMatch === undefined) return true;
  return ifMatch.split(',').some((tag) => {
    const text = tag.trim();
    return text === '*' || REVISION.exec(text)?.[1] === String(revision);
  });
}
