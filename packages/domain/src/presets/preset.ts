/** Values that a sweep file takes by name. They never change: a changed value would be another sweep. */
export interface Preset<Values> {
  /** What it is, in a few words. */
  readonly title: string;
  /** Where its values come from. */
  readonly source: string;
  readonly values: Values;
}

function deepFreeze(value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  Object.freeze(value);
  for (const each of Object.values(value)) deepFreeze(each);
}

/** Freezes presets, so that no one who takes their values can change them. */
export function frozen<Presets extends Readonly<Record<string, Preset<unknown>>>>(presets: Presets): Presets {
  deepFreeze(presets);
  return presets;
}
