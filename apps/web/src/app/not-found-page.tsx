import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

export const NotFoundPage = (): ReactNode => (
  <section>
    <h1>There is no such page</h1>
    <p>
      <Link to="/">All sweeps</Link>
    </p>
  </section>
);
