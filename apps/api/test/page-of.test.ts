import { expect, it } from 'vitest';
import { pageOf } from '../src/routes/page-of.js';

const options = {
  limit: 2,
  view: (item: number) => `#${item}`,
  address: (last: number) => ['/things', { after: last, limit: 2, state: undefined }] as const,
};

it('has no next page where everything fits', () => {
  expect(pageOf([], options)).toEqual({ items: [], next: null });
  expect(pageOf([1, 2], options)).toEqual({ items: ['#1', '#2'], next: null });
});

it('goes on after the last item that it shows, with the same filters', () => {
  expect(pageOf([1, 2, 3], options)).toEqual({ items: ['#1', '#2'], next: '/things?after=2&limit=2' });
});
