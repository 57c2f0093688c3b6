import { MEDIA_TYPE_OF_STREAM } from '@rote/client';
import { useMutation } from '@tanstack/react-query';
import { useId, type ReactNode } from 'react';
import { Button } from './button.js';
import { Problem } from './problem.js';
import { saveFile } from './save-file.js';
import styles from './save-rows.module.css';

const FORMATS = {
  csv: 'CSV',
  ndjson: 'NDJSON',
  arrow: 'Arrow',
  parquet: 'Parquet',
} as const satisfies Record<keyof typeof MEDIA_TYPE_OF_STREAM, string>;
type RowFormat = keyof typeof FORMATS;

interface SaveRowsProps {
  /** Says which rows: `All rows as`. */
  readonly what: string;
  /** The name of the file, without its extension. */
  readonly name: string;
  readonly read: (format: RowFormat) => Promise<Blob>;
}

/** Saves rows as a file, in a format that a person chooses. */
export function SaveRows({ what, name, read }: SaveRowsProps): ReactNode {
  const label = useId();
  const { mutate, isPending, variables, error } = useMutation({
    mutationFn: async (format: RowFormat) => {
      saveFile(await read(format), `${name}.${format}`, MEDIA_TYPE_OF_STREAM[format]);
    },
  });
  return (
    <div className={styles.group} role="group" aria-labelledby={label}>
      <span id={label} className={styles.what}>
        {what}
      </span>
      {(Object.keys(FORMATS) as RowFormat[]).map((format) => (
        <Button
          key={format}
          kind="quiet"
          disabled={isPending}
          onClick={() => {
            mutate(format);
          }}
        >
          {isPending && variables === format ? `${FORMATS[format]} …` : FORMATS[format]}
        </Button>
      ))}
      {error !== null && <Problem error={error} />}
    </div>
  );
}
