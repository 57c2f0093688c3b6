const short = (value: number): string => String(Math.round(value * 10) / 10);

/** A path that is written as the attribute `d` of an SVG path. It takes what a canvas takes. */
export class PathText implements Pick<CanvasPath, 'moveTo' | 'lineTo'> {
  readonly #parts: string[] = [];

  moveTo(x: number, y: number): void {
    this.#parts.push(`M${short(x)} ${short(y)}`);
  }

  lineTo(x: number, y: number): void {
    this.#parts.push(`L${short(x)} ${short(y)}`);
  }

  get text(): string {
    return this.#parts.join('');
  }
}

/** What a curve can be drawn on: a canvas, or a file. */
export type CurvePath = Pick<CanvasPath, 'moveTo' | 'lineTo'>;
