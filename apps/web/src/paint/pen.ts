interface TextStyle {
  readonly size: number;
  readonly fill: string;
  readonly align?: 'start' | 'middle' | 'end';
  /** Degrees, clockwise. */
  readonly angle?: number;
  readonly isBold?: boolean;
}

/** Draws on a canvas or into an SVG file. Lengths are CSS pixels; a text's y is its middle. */
export interface Pen {
  readonly rect: (x: number, y: number, width: number, height: number, fill: string) => void;
  /** A line along the inside of a rectangle. */
  readonly frame: (x: number, y: number, width: number, height: number, stroke: string, line: number) => void;
  readonly line: (x1: number, y1: number, x2: number, y2: number, stroke: string, line: number) => void;
  readonly polygon: (points: readonly (readonly [number, number])[], fill: string) => void;
  readonly disc: (x: number, y: number, radius: number, fill: string) => void;
  readonly ring: (x: number, y: number, radius: number, stroke: string, line: number) => void;
  readonly text: (text: string, x: number, y: number, style: TextStyle) => void;
  /** Returns how wide a text is. */
  readonly widthOf: (text: string, size: number) => number;
}
