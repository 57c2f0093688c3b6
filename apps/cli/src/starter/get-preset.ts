import { InvalidInputError, type NamedPreset, PRESETS } from '@rote/domain';

/** @throws InvalidInputError `config-invalid` if there is none with this name */
export function getPreset(name: string): NamedPreset {
  const preset = PRESETS.find((each) => each.name === name);
  if (preset !== undefined) return preset;
  const names = PRESETS.map((each) => each.name).join(', ');
  throw new InvalidInputError('config-invalid', 'there is no such preset', [
    { pointer: '', expected: names, found: name },
  ]);
}
