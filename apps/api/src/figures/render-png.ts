import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

const FAMILY = 'Source Sans 3';
/** Both weights that figures use, because a machine may have no fonts. */
const FONT_FILES = [
  '400Regular/SourceSans3_400Regular.ttf',
  '600SemiBold/SourceSans3_600SemiBold.ttf',
] as const;

/** Twice the figure's own size, for high-resolution screens. */
const SCALE = 2;
/** Height limit of a PNG in pixels: a figure with very many panels is drawn smaller. */
const MAX_HEIGHT = 16_000;

const heightOf = (svg: string): number => Number(/^<svg[^>]* height="([\d.]+)"/.exec(svg)?.[1] ?? 0);

/**
 * Renders a figure as PNG, twice as wide and high as its SVG, or as large as the limit allows. It ignores the machine's
 * fonts, so the same figure gives the same image everywhere.
 */
export async function renderPng(svg: string): Promise<Buffer> {
  // Native code of several megabytes: loaded with the first image.
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
