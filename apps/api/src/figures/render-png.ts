import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

const FAMILY = 'Source Sans 3';
/** Both weights that figures use: a machine need not have any font. */
const FONT_FILES = [
  '400Regular/SourceSans3_400Regular.ttf',
  '600SemiBold/SourceSans3_600SemiBold.ttf',
] as const;

/** Twice the figure's own size, for screens that have as many pixels. */
const SCALE = 2;
/** Of a picture, in pixels: a figure of very many panels is drawn smaller. */
const MAX_HEIGHT = 16_000;

const heightOf = (svg: string): number => Number(/^<svg[^>]* height="([\d.]+)"/.exec(svg)?.[1] ?? 0);

/**
 * A figure as PNG, twice as wide and high as its SVG says, or as large as there is room for. Fonts of the machine are not looked at, so that the same
 * figure is the same picture everywhere.
 */
export async function renderPng(svg: string): Promise<Buffer> {
  // Native code of some megabytes: loaded with the first picture.
  const { renderAsync } = await import('@resvg/resvg-js');
  const image = await renderAsync(svg, {
    fitTo: { mode: 'zoom', value: Math.min(SCALE, MAX_HEIGHT / heightOf(svg)) },
    font: {
      loadSystemFonts: false,
      fontFiles: FONT_FILES.map((file) => require.resolve(`@expo-google-fonts/source-sans-3/${file}`)),
      defaultFontFamily: FAMILY,
      sansSerifFamily: FAMILY,
    },
  });
  return image.asPng();
}
