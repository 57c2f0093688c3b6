import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { usePage } from '../../app/use-page.js';
import { QUERY_KEYS } from '../../client/query-keys.js';
import { quantityText } from '../../format/number.js';
import { useSession } from '../../session/use-session.js';
import { Button } from '../../ui/button.js';
import { Problem } from '../../ui/problem.js';
import styles from './new-sweep-page.module.css';
import type { SpecCheck } from './spec-check.js';

/** One key for each text and project, so that a second click submits nothing a second time. */
const keys = new Map<string, string>();

function keyFor(text: string, project: string | undefined): string {
  const what = JSON.stringify([project, text]);
  const key =
    keys.get(what) ??
    [...crypto.getRandomValues(new Uint8Array(16))]
      .map((byte) => byte.toString(16).padStart(2, '0'))
      .join('');
  keys.set(what, key);
  return key;
}

interface SubmitSweepProps {
  readonly text: string;
  readonly check: SpecCheck;
  readonly project: string | undefined;
  readonly onProject: (project: string) => void;
  readonly onSubmitted: () => void;
}

/** Submits the text, and shows the sweep. */
export function SubmitSweep({ text, check, project, onProject, onSubmitted }: SubmitSweepProps): ReactNode {
  const { api } = usePage();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const { mutate, error, isPending } = useMutation({
    mutationFn: () =>
      api.submit(undefined, keyFor(text, project), { mediaType: 'application/yaml', text }, project),
    onSuccess: async ({ id }) => {
      keys.clear();
      onSubmitted();
      void queries.invalidateQueries({ queryKey: QUERY_KEYS.sweepList });
      await navigate({ to: '/sweeps/$id', params: { id } });
    },
  });
  const { plan, isCurrent } = check;
  const isReady = plan !== undefined && isCurrent;
  return (
    <div className={styles.submit}>
      <ProjectChoice project={project} onProject={onProject} />
      <Button
        kind="main"
        disabled={!isReady || isPending}
        onClick={() => {
          mutate();
        }}
      >
        {isPending ? 'Submitting …' : isReady ? `Submit ${quantityText(plan.cells, 'cell')}` : 'Submit'}
      </Button>
      {error !== null && <Problem error={error} />}
    </div>
  );
}

/** Chooses a project where there are several, and the key is not bound to one. */
function ProjectChoice({ project, onProject }: Pick<SubmitSweepProps, 'project' | 'onProject'>): ReactNode {
  const { api } = usePage();
  const { key } = useSession();
  const isBound = key !== null && key.project !== null;
  const { data } = useQuery({
    queryKey: ['projects'],
    queryFn: () => api.listProjects(),
    enabled: !isBound,
    refetchInterval: false,
  });
  if (isBound) return <span className={styles.soft}>Project: {key.project}</span>;
  if (data === undefined || data.items.length < 2) return null;
  return (
    <label className={styles.field}>
      Project
      <select
        value={project ?? 'default'}
        onChange={({ target }) => {
          onProject(target.value);
        }}
      >
        {data.items.map(({ name }) => (
          <option key={name}>{name}</option>
        ))}
      </select>
    </label>
  );
}
