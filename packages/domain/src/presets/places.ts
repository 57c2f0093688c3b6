/** Where a part of a merged spec was written. */
interface Origin {
  /** A JSON pointer into the merged spec; it and everything below comes from here. */
  readonly part: string;
  /** A JSON pointer into the spec as it was written. */
  readonly written: string;
  /** Whether the person wrote the parts below it too; otherwise a preset has them. */
  readonly hasParts: boolean;
}

export interface Places {
  /** Notes that a preset, named at `written`, has this part. */
  fromPreset(part: string, written: string): void;
  /** Notes that a person wrote this part elsewhere. */
  moved(part: string, written: string): void;
  /** Translates a JSON pointer into the merged spec to one into the spec as it was written. */
  placeOf(pointer: string): string;
}

export function createPlaces(): Places {
  const origins = new Map<string, Origin>();
  const add = (origin: Origin): void => {
    origins.set(origin.part, origin);
  };
  return {
    fromPreset(part, written) {
      add({ part, written, hasParts: false });
    },
    moved(part, written) {
      add({ part, written, hasParts: true });
    },
    placeOf(pointer) {
      // The most specific part that contains the pointer decides.
      for (let part = pointer; part !== ''; part = part.slice(0, part.lastIndexOf('/'))) {
        const origin = origins.get(part);
        if (origin !== undefined)
          return origin.hasParts ? `${origin.written}${pointer.slice(part.length)}` : origin.written;
      }
      return pointer;
    },
  };
}
