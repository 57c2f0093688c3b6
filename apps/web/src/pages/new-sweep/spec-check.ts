import type { SweepPlan } from '@rote/client';
import { InvalidInputError, type Fault } from '@rote/domain/errors';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { usePage } from '../../app/use-page.js';

const TYPING_MS = 300;

/** Returns a value once it has not changed for a while. */
function useSettled<Value>(value: Value): Value {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = window.setTimeout(() => {
      setSettled(value);
    }, TYPING_MS);
    return () => {
      window.clearTimeout(timer);
    };
  }, [value]);
  return settled;
}

/** What the API says about a text. */
export interface SpecCheck {
  readonly plan: SweepPlan | undefined;
  readonly faults: readonly Fault[];
  /** How many faults there are that are not listed. */
  readonly moreFaults: number;
  /** An error that is not about the text. */
  readonly problem: Error | null;
  /** The text that this is about; an older one while the API is asked about the newest. */
  readonly isCurrent: boolean;
}

const NO_FAULTS: readonly Fault[] = [];

/** Has the API plan a text without submitting it, whenever the typing pauses. Older questions are aborted. */
export function useSpecCheck(text: string, project: string | undefined): SpecCheck {
  const { api } = usePage();
  const settled = useSettled(text);
  const { data, error, isPlaceholderData, isFetching } = useQuery({
    queryKey: ['sweep-plan', project ?? null, settled],
    queryFn: ({ signal }) =>
      api.plan(undefined, { text: { mediaType: 'application/yaml', text: settled }, project, signal }),
    placeholderData: keepPreviousData,
    refetchInterval: false,
    gcTime: 60_000,
  });
  const isInvalid = error instanceof InvalidInputError;
  return {
    plan: error === null ? data : undefined,
    faults: isInvalid ? error.faults : NO_FAULTS,
    moreFaults: isInvalid ? error.more : 0,
    problem: isInvalid ? null : error,
    isCurrent: settled === text && !isPlaceholderData && !(isFetching && data === undefined),
  };
}
