import { RoteError } from '@rote/domain/errors';
import { useQueryErrorResetBoundary } from '@tanstack/react-query';
import type { ErrorComponentProps } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Button } from '../ui/button.js';
import { Problem } from '../ui/problem.js';

/** Stands in for a page that could not be drawn, until the person tries again. */
export function ProblemPage({ error, reset }: ErrorComponentProps): ReactNode {
  const { reset: resetQueries } = useQueryErrorResetBoundary();
  return (
    <section>
      <h1>This page could not be shown</h1>
      <Problem error={error} />
      <Button
        onClick={() => {
          // A part of the page that could not be loaded is not asked for again; everything on show is in the address.
          if (!(error instanceof RoteError)) window.location.reload();
          resetQueries();
          reset();
        }}
      >
        Try again
      </Button>
    </section>
  );
}
