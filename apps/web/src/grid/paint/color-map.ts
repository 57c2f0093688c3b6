/**
 * Perceptually uniform colors from dark to bright, at equal steps: viridis (van der Walt and Smith 2015), and cividis (Nuñez,
 * Anderton and Renslow 2018), which looks the same to people who see no red or green.
 */
const ANCHORS = {
  viridis: [
    0x440154, 0x482475, 0x414487, 0x355f8d, 0x2a788e, 0x21918c, 0x22a884, 0x44bf70, 0x7ad151, 0xbddf26,
    0xfde725,
  ],
  cividis: [
    0x00224e, 0x123570, 0x3b496c, 0x575d6d, 0x707173, 0x8a8678, 0xa59c74, 0xc3b369, 0xe1cc55, 0xfee838,
  ],
} as const;

export type ColorMapName = keyof typeof ANCHORS;
export const COLOR_MAPS = Object.keys(ANCHORS) as readonly ColorMapName[];

/** A color, and the one that is readable on it. */
export interface MapColor {
  readonly fill: string;
  readonly ink: string;
}

const STEPS = 256;
/** Black and white are equally readable on this luminance (WCAG 2.2). */
const LIGHT_FROM = 0.179;
const DARK_INK = '#000000';
const LIGHT_INK = '#ffffff';

/** Returns the colors of a map, from the lowest to the highest. */
export function colorsOf(name: ColorMapName): readonly MapColor[] {
  const anchors = ANCHORS[name];
  return Array.from({ length: STEPS }, (_, step) => {
    const place = (step / (STEPS - 1)) * (anchors.length - 1);
    const index = Math.min(Math.floor(place), anchors.length - 2);
    const rgb = [16, 8, 0].map((shift) => {
      const from = (anchors[index]! >> shift) & 255;
      const to = (anchors[index + 1]! >> shift) & 255;
      return Math.round(from + (to - from) * (place - index));
    });
    return {
      fill: `#${rgb.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`,
      ink: luminance(rgb) > LIGHT_FROM ? DARK_INK : LIGHT_INK,
    };
  });
}

function luminance(rgb: readonly number[]): number {
  const [red = 0, green = 0, blue = 0] = rgb.map((channel) => {
    const share = channel / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Returns the color of a place from 0 to 1. */
export const colorAt = (colors: readonly MapColor[], unit: number): MapColor =>
  colors[Math.round(unit * (colors.length - 1))]!;
