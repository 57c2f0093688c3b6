import { useQueryClient } from '@tanstack/react-query';
import { useId, useState, type ReactNode, type SubmitEvent } from 'react';
import { usePage } from '../app/use-page.js';
import { Button } from '../ui/button.js';
import { messageOf } from '../ui/problem.js';
import styles from './sign-in.module.css';

/** Asks for a key. The server keeps it in a cookie that scripts cannot read. */
export function SignIn(): ReactNode {
  const { api } = usePage();
  const queries = useQueryClient();
  const [problem, setProblem] = useState<string>();
  const [key, setKey] = useState('');
  const [isBusy, setBusy] = useState(false);
  const field = useId();
  const hint = useId();

  async function signIn(event: SubmitEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    setBusy(true);
    setProblem(undefined);
    try {
      await api.signIn(key.trim());
      await queries.resetQueries();
    } catch (error) {
      setProblem(messageOf(error));
    } finally {
      setBusy(false);
    }
  }

  return (
    <main className={styles.page} id="main">
      <form className={styles.form} onSubmit={(event) => void signIn(event)}>
        <h1>Sign in</h1>
        <p>This server requires a key.</p>
        <label htmlFor={field}>Key</label>
        <input
          id={field}
          name="key"
          type="password"
          autoComplete="current-password"
          spellCheck={false}
          required
          value={key}
          onChange={({ target }) => {
            setKey(target.value);
          }}
          aria-describedby={hint}
          aria-invalid={problem !== undefined}
        />
        <p id={hint} className={styles.hint}>
          Its administrator can make one with <code>rote keys create NAME --scope read</code>.
        </p>
        {problem !== undefined && (
          <p role="alert" className={styles.problem}>
            {problem}
          </p>
        )}
        <Button kind="main" type="submit" disabled={isBusy}>
          Sign in
        </Button>
      </form>
    </main>
  );
}
