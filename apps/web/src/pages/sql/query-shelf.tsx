import { useState, type ReactNode } from 'react';
import { Button } from '../../ui/button.js';
import { forgetQuery, saveQuery, type KeptQuery } from './kept-queries.js';
import { RECIPES } from './recipes.js';
import styles from './sql-page.module.css';

interface QueryShelfProps {
  readonly sql: string;
  readonly recent: readonly KeptQuery[];
  readonly saved: readonly KeptQuery[];
  readonly onSaved: (saved: readonly KeptQuery[]) => void;
  readonly onChoose: (sql: string) => void;
}

const oneLine = (sql: string): string => sql.replaceAll(/\s+/g, ' ').trim().slice(0, 90);

/** Queries to begin with: those of the guide, those saved in this browser, and the last that ran. */
export function QueryShelf({ sql, recent, saved, onSaved, onChoose }: QueryShelfProps): ReactNode {
  const [name, setName] = useState('');
  const title = name.trim();
  return (
    <div className={styles.shelf}>
      <details open>
        <summary>Recipes</summary>
        <ul>
          {RECIPES.map((recipe) => (
            <li key={recipe.title}>
              <Choose sql={recipe.sql} onChoose={onChoose}>
                {recipe.title}
              </Choose>
            </li>
          ))}
        </ul>
      </details>
      <details open={saved.length > 0}>
        <summary>Saved in this browser</summary>
        <form
          className={styles.save}
          onSubmit={(event) => {
            event.preventDefault();
            if (title === '' || sql.trim() === '') return;
            onSaved(saveQuery(title, sql));
            setName('');
          }}
        >
          <input
            aria-label="Name for this query"
            placeholder="Name for this query"
            value={name}
            onChange={({ target }) => {
              setName(target.value);
            }}
          />
          <Button type="submit" disabled={title === '' || sql.trim() === ''}>
            {saved.some((each) => each.name === title) ? 'Replace' : 'Save'}
          </Button>
        </form>
        <ul>
          {saved.map((query) => (
            <li key={query.name} className={styles.kept}>
              <Choose sql={query.sql} onChoose={onChoose}>
                {query.name}
              </Choose>
              <button
                type="button"
                className={styles.forget}
                aria-label={`Remove ${query.name ?? ''}`}
                onClick={() => {
                  onSaved(forgetQuery(query.name ?? ''));
                }}
              >
                Remove
              </button>
            </li>
          ))}
        </ul>
      </details>
      {recent.length > 0 && (
        <details>
          <summary>Recent</summary>
          <ul>
            {recent.map((query) => (
              <li key={query.sql}>
                <Choose sql={query.sql} onChoose={onChoose}>
                  <code>{oneLine(query.sql)}</code>
                </Choose>
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}

interface ChooseProps {
  readonly sql: string;
  readonly onChoose: (sql: string) => void;
  readonly children: ReactNode;
}

const Choose = ({ sql, onChoose, children }: ChooseProps): ReactNode => (
  <button
    type="button"
    className={styles.choose}
    onClick={() => {
      onChoose(sql);
    }}
  >
    {children}
  </button>
);
