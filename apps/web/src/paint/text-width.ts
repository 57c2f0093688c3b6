import type { Pen } from './pen.js';

let context: CanvasRenderingContext2D | null = null;

/** Returns what measures a text in a font. */
export function textWidthIn(font: string): Pen['widthOf'] {
  context ??= document.createElement('canvas').getContext('2d');
  return (text, size) => {
    if (context === null) return text.length * size * 0.6;
    context.font = `${String(size)}px ${font}`;
    return context.measureText(text).width;
  };
}
