import type { NativeEngineName, NativePackage } from '../native/native-package.js';

/** The outcome of a set-up. `notes` say what is missing for each way that did not work. */
export type EngineInstallation =
  | {
      readonly engine: NativeEngineName;
      /** `present`: it was already there; `cache`: linked from the cache; otherwise how it was made just now. */
      readonly source: 'present' | 'cache' | 'prebuilt' | 'wheel';
      /** For instance `tfjs 4.22.0, TensorFlow 2.21.0`. */
      readonly version: string;
      readonly notes: readonly string[];
    }
  | {
      readonly engine: undefined;
      readonly source: undefined;
      readonly version: undefined;
      readonly notes: readonly string[];
    };

export function nothingInstalled(notes: readonly string[]): EngineInstallation {
  return { engine: undefined, source: undefined, version: undefined, notes };
}

export function installed(
  { name, version }: NativePackage,
  source: 'present' | 'cache' | 'prebuilt' | 'wheel',
  { tensorflow }: { readonly tensorflow: string },
  notes: readonly string[],
): EngineInstallation {
  return { engine: name, source, version: `tfjs ${version}, TensorFlow ${tensorflow}`, notes };
}
