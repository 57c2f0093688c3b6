import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState, type ReactNode } from 'react';
import { SWEEP_STATES, type SweepSearch } from './sweep-search.js';
import styles from './sweeps-page.module.css';

const TYPING_MS = 250;

/** The fields that narrow the list. They change the address. */
export function SweepFilters({ search }: { readonly search: SweepSearch }): ReactNode {
  const navigate = useNavigate();
  const change = (part: SweepSearch): void => {
    void navigate({ to: '/', search: (old) => ({ ...old, ...part }), replace: true });
  };
  return (
    <search className={styles.filters}>
      <TextFilter
        label="Name, notes or labels"
        value={search.search ?? ''}
        onChange={(text) => {
          change({ search: text });
        }}
      />
      <label className={styles.field}>
        State
        <select
          value={search.state ?? ''}
          onChange={({ target: { value } }) => {
            change({ state: SWEEP_STATES.find((each) => each === value) } as SweepSearch);
          }}
        >
          <option value="">any</option>
          {SWEEP_STATES.map((state) => (
            <option key={state}>{state}</option>
          ))}
        </select>
      </label>
      <TextFilter
        label="Label (key=value)"
        value={search.label ?? ''}
        onChange={(text) => {
          change({ label: text });
        }}
      />
      <label className={styles.field}>
        Archived
        <select
          value={search.archived ?? ''}
          onChange={({ target: { value } }) => {
            change({ archived: value } as SweepSearch);
          }}
        >
          <option value="">no</option>
          <option value="any">with archived</option>
          <option value="true">only archived</option>
        </select>
      </label>
    </search>
  );
}

interface TextFilterProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (text: string) => void;
}

/** Tells what was typed once the person pauses. */
function TextFilter({ label, value, onChange }: TextFilterProps): ReactNode {
  const [text, setText] = useState(value);
  const [shown, setShown] = useState(value);
  // The address changes without typing too, by a link or the browser's Back.
  if (shown !== value) {
    setShown(value);
    setText(value);
  }
  useEffect(() => {
    if (text === value) return;
    const timer = window.setTimeout(() => {
      onChange(text);
    }, TYPING_MS);
    return () => {
      window.clearTimeout(timer);
    };
  });
  return (
    <label className={styles.field}>
      {label}
      <input
        type="search"
        value={text}
        onChange={({ target }) => {
          setText(target.value);
        }}
      />
    </label>
  );
}
