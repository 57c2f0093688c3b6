import { decode } from 'fast-png';
import { describe, expect, it } from 'vitest';
import { renderPng } from '../src/figures/render-png.js';

const FONTS = `font-family="'Source Sans 3', 'Helvetica Neue', Arial, sans-serif" font-size="16"`;
const drawing = (text: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 40" width="120" height="40" ${FONTS}>` +
  `<rect width="120" height="40" fill="#ffffff"/><text x="10" y="25">${text}</text></svg>`;

/** Counts the pixels that are darker than gray. */
async function darkPixels(svg: string): Promise<number> {
  const { width, height, channels, data } = decode(await renderPng(svg));
  expect([width, height]).toEqual([240, 80]);
  return Array.from({ length: width * height }, (_, pixel) => data[pixel * channels]!).filter(
    (red) => red < 128,
  ).length;
}

describe('a figure as PNG', () => {
  it('has its text, whatever fonts the machine has', async () => {
    expect(await darkPixels(drawing(''))).toBe(0);
    const [one, many] = [await darkPixels(drawing('x')), await darkPixels(drawing('xxxxxxxx'))];
    expect(one).toBeGreaterThan(20);
    expect(many).toBeGreaterThan(6 * one);
  });

  it('has every character that figures use', async () => {
    const missing = await darkPixels(drawing('\u{10ffff}'));
    for (const character of ['±', '−', '–', '×', '’', '…', 'λ'])
      expect(await darkPixels(drawing(character)), character).not.toBe(missing);
  });

  it('is twice as large, unless it would be very high', async () => {
    const blank = (height: number) =>
      `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 ${String(height)}" width="4" height="${String(height)}"></svg>`;
    const sizeOf = async (height: number) => {
      const { width, height: high } = decode(await renderPng(blank(height)));
      return [width, high];
    };
    expect(await sizeOf(8000)).toEqual([8, 16_000]);
    expect(await sizeOf(32_000)).toEqual([2, 16_000]);
  });

  it('is the same image for the same figure', async () => {
    expect(await renderPng(drawing('same'))).toEqual(await renderPng(drawing('same')));
  });
});
