import type { Pen } from './pen.js';

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escapeText = (text: string): string => text.replace(/[&<>"]/g, (character) => ENTITIES[character]!);
const short = (value: number): string => String(Math.round(value * 100) / 100);

interface PathStyle {
  readonly stroke?: string;
  /** The width of the stroke. */
  readonly line?: number;
  readonly isDashed?: boolean;
  /** Round ends: a line without length is a dot. */
  readonly isRound?: boolean;
  /** Default: none. */
  readonly fill?: string;
  /** Default: 1. */
  readonly opacity?: number;
}

/** A pen that writes an SVG file. */
export interface SvgPen extends Pen {
  /** @param d as {@link PathText} writes it */
  readonly path: (d: string, style: PathStyle) => void;
  /** Moves what is drawn. */
  readonly shift: (x: number, y: number, draw: () => void) => void;
  /** Leaves out what is drawn outside a rectangle. */
  readonly clip: (x: number, y: number, width: number, height: number, draw: () => void) => void;
  /** Returns the file: what was drawn, on a paper of a color. */
  readonly finish: (width: number, height: number, paper: string) => string;
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
    path(d, { stroke, line = 1, isDashed = false, isRound = false, fill = 'none', opacity = 1 }) {
      write('path', {
        d,
        fill,
        ...(stroke !== undefined && { stroke, 'stroke-width': line, 'stroke-linejoin': 'round' }),
        ...(isDashed && { 'stroke-dasharray': '5 4' }),
        ...(isRound && { 'stroke-linecap': 'round' }),
        ...(opacity !== 1 && { opacity }),
      });
    },
    shift(x, y, draw) {
      parts.push(`<g transform="translate(${short(x)} ${short(y)})">`);
      draw();
      parts.push('</g>');
    },
    clip(x, y, width, height, draw) {
      const box = [x, y, width, height].map(short);
      // An inner svg element clips without an id, so that several files can be on one page.
      parts.push(
        `<svg x="${box[0]!}" y="${box[1]!}" width="${box[2]!}" height="${box[3]!}" viewBox="${box.join(' ')}">`,
      );
      draw();
      parts.push('</svg>');
    },
    widthOf,
    finish(width, height, paper) {
      const [w, h] = [short(width), short(height)];
      const head = `<svg xmlns="http://www.w3.org/2000/svg" width="${w}" height="${h}" viewBox="0 0 ${w} ${h}" font-family="${escapeText(font)}">`;
      const sheet = `<rect x="0" y="0" width="${w}" height="${h}" fill="${escapeText(paper)}"/>`;
      return `${[head + sheet, ...parts].join('\n')}</svg>\n`;
    },
  };
}
