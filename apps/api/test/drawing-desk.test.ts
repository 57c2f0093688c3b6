import { RoteError } from '@rote/domain';
import { describe, expect, it } from 'vitest';
import { createDrawingDesk } from '../src/figures/drawing-desk.js';

/** Work that continues until it is told to end, and knows whether it has begun. */
function task(result: string) {
  let end = (): void => undefined;
  let isBegun = false;
  const ended = new Promise<string>((resolve) => {
    end = () => {
      resolve(result);
    };
  });
  return {
    make: () => {
      isBegun = true;
      return ended;
    },
    end: () => {
      end();
    },
    isBegun: () => isBegun,
  };
}

const isFinal = true;

describe('a drawing desk', () => {
  it('makes one drawing at a time, in the order of requests, and continues after a failure', async () => {
    const desk = createDrawingDesk();
    const [first, second] = [task('1'), task('2')];
    const failed = desk.draw('0', { isFinal }, () => Promise.reject(new Error('no ink')));
    const drawings = [desk.draw('a', { isFinal }, first.make), desk.draw('b', { isFinal }, second.make)];
    await expect(failed).rejects.toThrow('no ink');
    first.end();
    await drawings[0];
    second.end();
    expect(await Promise.all(drawings)).toEqual(['1', '2']);
    expect(second.isBegun()).toBe(true);
  });

  it('does not begin a drawing before the current one has ended', async () => {
    const desk = createDrawingDesk();
    const [first, second] = [task('1'), task('2')];
    const drawing = desk.draw('a', { isFinal }, first.make);
    const later = desk.draw('b', { isFinal }, second.make);
    await Promise.resolve();
    expect([first.isBegun(), second.isBegun()]).toEqual([true, false]);
    first.end();
    second.end();
    expect([await drawing, await later]).toEqual(['1', '2']);
  });

  it('makes a drawing that several request once, and keeps it if it is final', async () => {
    const desk = createDrawingDesk();
    let made = 0;
    const make = () => Promise.resolve(++made);
    expect(await Promise.all([1, 2, 3].map(() => desk.draw('a', { isFinal }, make)))).toEqual([1, 1, 1]);
    expect(await desk.draw('a', { isFinal }, make)).toBe(1);
    expect(await desk.draw('b', { isFinal: false }, make)).toBe(2);
    expect(await desk.draw('b', { isFinal: false }, make)).toBe(3);
  });

  it('drops the least recently requested drawing', async () => {
    const desk = createDrawingDesk({ maxKept: 2 });
    let made = 0;
    const ask = (key: string) => desk.draw(key, { isFinal }, () => Promise.resolve(++made));
    for (const key of ['a', 'b', 'a', 'c']) await ask(key);
    expect(await ask('a')).toBe(1);
    expect(await ask('b')).toBe(4);
  });

  it('limits how many wait', async () => {
    const desk = createDrawingDesk({ maxWaiting: 1 });
    const [first, second] = [task('1'), task('2')];
    const drawings = [desk.draw('a', { isFinal }, first.make), desk.draw('b', { isFinal }, second.make)];
    const refused = desk.draw('c', { isFinal }, () => Promise.resolve(''));
    await expect(refused).rejects.toBeInstanceOf(RoteError);
    await expect(refused).rejects.toMatchObject({ code: 'service-unavailable', retryable: true });
    first.end();
    second.end();
    await Promise.all(drawings);
  });
});
