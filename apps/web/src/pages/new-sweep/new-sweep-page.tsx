import { setDiagnostics } from '@codemirror/lint';
import type { EditorView } from '@codemirror/view';
import type { Fault } from '@rote/domain/errors';
import type { SweepOutline } from '@rote/domain/outline';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useDeferredValue, useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { useAddress } from '../../app/use-address.js';
import { usePage } from '../../app/use-page.js';
import { CodeEditor } from '../../editor/code-editor.js';
import { marksOf } from '../../editor/fault-marks.js';
import type { JsonSchema } from '../../editor/yaml/json-schema.js';
import { yamlWithSchema } from '../../editor/yaml/yaml-language.js';
import { quantityText } from '../../format/number.js';
import { useMay } from '../../session/use-session.js';
import { Button } from '../../ui/button.js';
import { Problem } from '../../ui/problem.js';
import { useDraft } from './draft.js';
import { FaultList } from './fault-list.js';
import { firstTextQuery } from './first-text.js';
import { matrixOf } from './grid-matrix.js';
import { GridPicture } from './grid-picture.js';
import styles from './new-sweep-page.module.css';
import { outlineText } from './outline-text.js';
import { PlanView } from './plan-view.js';
import { PresetChoice } from './preset-choice.js';
import { useSpecCheck } from './spec-check.js';
import { SubmitSweep } from './submit-sweep.js';
import { readNewSweepSearch } from './new-sweep-search.js';
import { useTitle } from '../../ui/use-title.js';

const route = getRouteApi('/sweeps/new');

/** Writes a sweep, with what the API says about it, and submits it. */
export function NewSweepPage(): ReactNode {
  useTitle('New sweep');
  const { api } = usePage();
  const may = useMay();
  const search = useAddress(route.useSearch(), readNewSweepSearch);
  const { data, error } = useQuery({ ...firstTextQuery(api, search), enabled: may('submit') });
  return (
    <section>
      <div className={styles.head}>
        <h1>New sweep</h1>
        {search.from !== undefined && (
          <span>
            A copy of{' '}
            <Link to="/sweeps/$id" params={{ id: search.from }}>
              {search.from.slice(0, 8)}
            </Link>
          </span>
        )}
        {may('submit') && <PresetChoice preset={search.preset} />}
      </div>
      {!may('submit') && <p>This key may not submit sweeps: that needs the scope “submit”.</p>}
      {error !== null && <Problem error={error} />}
      {data !== undefined && (
        <SweepForm key={JSON.stringify(search)} origin={JSON.stringify(search)} start={data} />
      )}
    </section>
  );
}

/** The grids of a text; while it is not YAML, those that it had before. */
function useOutline(text: string): SweepOutline | undefined {
  const shown = useDeferredValue(text);
  const found = useMemo(() => outlineText(shown), [shown]);
  const [last, setLast] = useState(found);
  if (found !== undefined && found !== last) setLast(found);
  return found ?? last;
}

function CountNote({
  cells,
  outline,
}: {
  readonly cells: number;
  readonly outline: SweepOutline;
}): ReactNode {
  const combinations = outline.grids.reduce((sum, grid) => sum + matrixOf(grid).combinations, 0);
  return (
    <p className={styles.soft}>
      {quantityText(combinations, 'combination')}; the server counts {quantityText(cells, 'cell')}
      {combinations === cells ? '.' : ': the same cell counts once, and an excluded one not at all.'}
    </p>
  );
}

interface SweepFormProps {
  /** What the text began with. */
  readonly origin: string;
  readonly start: string;
}

function SweepForm({ origin, start }: SweepFormProps): ReactNode {
  const { api } = usePage();
  const { text, isKept, write, drop } = useDraft(origin, start);
  const [project, setProject] = useState<string>();
  const check = useSpecCheck(text, project);
  const editor = useRef<EditorView>(undefined);
  const { data: schema } = useQuery({
    queryKey: ['sweep-schema'],
    queryFn: () => api.getSweepSchema(),
    staleTime: Infinity,
    refetchInterval: false,
  });
  const extensions = useMemo(() => yamlWithSchema(schema as JsonSchema | undefined), [schema]);
  const outline = useOutline(text);

  const { faults, isCurrent } = check;
  useEffect(() => {
    const { current: view } = editor;
    if (view === undefined || !isCurrent) return;
    view.dispatch(setDiagnostics(view.state, [...marksOf(view.state.doc, faults)]));
  }, [faults, isCurrent, extensions]);

  const show = ({ line = 1, column = 1 }: Fault): void => {
    const { current: view } = editor;
    if (view === undefined) return;
    const place = view.state.doc.line(Math.min(line, view.state.doc.lines));
    view.dispatch({
      selection: { anchor: Math.min(place.from + column - 1, place.to) },
      scrollIntoView: true,
    });
    view.focus();
  };

  return (
    <div className={styles.form}>
      <div className={styles.writing}>
        <div className={styles.text}>
          <CodeEditor
            label="Sweep file, YAML"
            text={text}
            onChange={write}
            extensions={extensions}
            onView={(view) => {
              editor.current = view;
            }}
          />
        </div>
        <p className={styles.soft}>
          Ctrl-Space completes, F8 goes to the next fault, Tab leaves the editor.{' '}
          {isKept && (
            <Button kind="quiet" className={styles.inline} onClick={drop}>
              Start over
            </Button>
          )}
        </p>
      </div>
      <div className={styles.beside}>
        <p role="status" className="visually-hidden">
          {faults.length > 0
            ? quantityText(faults.length + check.moreFaults, 'fault')
            : check.plan !== undefined && quantityText(check.plan.cells, 'cell')}
        </p>
        <SubmitSweep text={text} check={check} project={project} onProject={setProject} onSubmitted={drop} />
        {check.problem !== null && <Problem error={check.problem} />}
        {faults.length > 0 && <FaultList faults={faults} more={check.moreFaults} onShow={show} />}
        {check.plan !== undefined && !isCurrent && (
          <p className={styles.soft}>The plan of the text as it was before; the new one is being made …</p>
        )}
        {check.plan !== undefined && <PlanView plan={check.plan} isCurrent={isCurrent} />}
        {outline !== undefined && outline.grids.length > 0 && (
          <section aria-labelledby="grid-picture" className={styles.grid}>
            <h2 id="grid-picture">The grid</h2>
            {check.plan !== undefined && isCurrent && (
              <CountNote cells={check.plan.cells} outline={outline} />
            )}
            <GridPicture outline={outline} />
          </section>
        )}
      </div>
    </div>
  );
}
