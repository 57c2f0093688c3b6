import type { ReactNode } from 'react';
import { relativeText } from '../format/duration.js';
import { useNow } from './use-now.js';

/** An instant, as far away as it is now; the exact time is in its title. */
export const TimeText = ({ instant }: { readonly instant: string }): ReactNode => (
  <time dateTime={instant} title={new Date(instant).toLocaleString()}>
    {relativeText(instant, useNow())}
  </time>
);
