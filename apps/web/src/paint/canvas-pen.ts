import type { Pen } from './pen.js';

/** A pen for a canvas whose units are CSS pixels. */
export function createCanvasPen(context: CanvasRenderingContext2D, font: string): Pen {
  const fontOf = (size: number, isBold = false): string => `${isBold ? '600 ' : ''}${String(size)}px ${font}`;
  return {
    rect(x, y, width, height, fill) {
      context.fillStyle = fill;
      context.fillRect(x, y, width, height);
    },
    frame(x, y, width, height, stroke, line) {
      context.strokeStyle = stroke;
      context.lineWidth = line;
      context.strokeRect(x + line / 2, y + line / 2, width - line, height - line);
    },
    line(x1, y1, x2, y2, stroke, line) {
      context.strokeStyle = stroke;
      context.lineWidth = line;
      context.beginPath();
      context.moveTo(x1, y1);
      context.lineTo(x2, y2);
      context.stroke();
    },
    polygon(points, fill) {
      context.fillStyle = fill;
      context.beginPath();
      for (const [x, y] of points) context.lineTo(x, y);
      context.closePath();
      context.fill();
    },
    disc(x, y, radius, fill) {
      context.fillStyle = fill;
      context.beginPath();
      context.arc(x, y, radius, 0, 2 * Math.PI);
      context.fill();
    },
    ring(x, y, radius, stroke, line) {
      context.strokeStyle = stroke;
      context.lineWidth = line;
      context.beginPath();
      context.arc(x, y, radius, 0, 2 * Math.PI);
      context.stroke();
    },
    text(text, x, y, { size, fill, align = 'start', angle = 0, isBold = false }) {
      context.fillStyle = fill;
      context.font = fontOf(size, isBold);
      context.textAlign = align === 'middle' ? 'center' : align;
      context.textBaseline = 'middle';
      if (angle === 0) {
        context.fillText(text, x, y);
        return;
      }
      context.save();
      context.translate(x, y);
      context.rotate((angle * Math.PI) / 180);
      context.fillText(text, 0, 0);
      context.restore();
    },
    widthOf(text, size) {
      context.font = fontOf(size);
      return context.measureText(text).width;
    },
  };
}
