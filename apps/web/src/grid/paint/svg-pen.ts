import type { Pen } from './pen.js';

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escapeText = (text: string): string => text.replace(/[&<>"]/g, (character) => ENTITIES[character]!);
const short = (value: number): string => String(Math.round(value * 100) / 100);

/** A pen that writes an SVG file. */
export interface SvgPen extends Pen {
  /** Returns the file. */
  readonly finish: (width: number, height: number) => string;
}

/** @param widthOf measures a text, as only a canvas can */
export function createSvgPen(font: string, widthOf: Pen['widthOf']): SvgPen {
  const parts: string[] = [];
  const write = (
    name: string,
    attributes: Readonly<Record<string, number | string>>,
    content?: string,
  ): void => {
    const text = Object.entries(attributes)
      .map(([key, value]) => ` ${key}="${typeof value === 'number' ? short(value) : escapeText(value)}"`)
      .join('');
    parts.push(content === undefined ? `<${name}${text}/>` : `<${name}${text}>${content}</${name}>`);
  };
  return {
    rect(x, y, width, height, fill) {
      write('rect', { x, y, width, height, fill });
    },
    frame(x, y, width, height, stroke, line) {
      write('rect', {
        x: x + line / 2,
        y: y + line / 2,
        width: width - line,
        height: height - line,
        fill: 'none',
        stroke,
        'stroke-width': line,
      });
    },
    line(x1, y1, x2, y2, stroke, line) {
      write('line', { x1, y1, x2, y2, stroke, 'stroke-width': line });
    },
    polygon(points, fill) {
      write('polygon', { points: points.map(([x, y]) => `${short(x)},${short(y)}`).join(' '), fill });
    },
    disc(cx, cy, r, fill) {
      write('circle', { cx, cy, r, fill });
    },
    ring(cx, cy, r, stroke, line) {
      write('circle', { cx, cy, r, fill: 'none', stroke, 'stroke-width': line });
    },
    text(text, x, y, { size, fill, align = 'start', angle = 0, isBold = false }) {
      write(
        'text',
        {
          x,
          y,
          fill,
          'font-size': size,
          'text-anchor': align,
          'dominant-baseline': 'central',
          ...(angle !== 0 && { transform: `rotate(${short(angle)} ${short(x)} ${short(y)})` }),
          ...(isBold && { 'font-weight': 600 }),
        },
        escapeText(text),
      );
    },
    widthOf,
    finish: (width, height) =>
      `<svg xmlns="http://www.w3.org/2000/svg" width="${short(width)}" height="${short(height)}" viewBox="0 0 ${short(width)} ${short(height)}" font-family="${escapeText(font)}">${parts.join('\n')}</svg>\n`,
  };
}
