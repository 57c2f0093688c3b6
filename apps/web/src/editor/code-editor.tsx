import {
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
} from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { bracketMatching, indentOnInput } from '@codemirror/language';
import { lintKeymap } from '@codemirror/lint';
import { Compartment, EditorState, type Extension } from '@codemirror/state';
import { EditorView, keymap, lineNumbers } from '@codemirror/view';
import { useEffect, useEffectEvent, useRef, type ReactNode } from 'react';
import styles from './code-editor.module.css';
import { editorTheme } from './editor-theme.js';
import { typeOverSelection } from './type-over-selection.js';

interface CodeEditorProps {
  /** The accessible name. */
  readonly label: string;
  readonly text: string;
  readonly onChange: (text: string) => void;
  /** The language, and what else the editor knows. A new list replaces the old one, so keep it while it is the same. */
  readonly extensions: readonly Extension[];
  /** Gets the editor when it is there, and undefined when it is gone. */
  readonly onView?: (view: EditorView | undefined) => void;
}

const basics: readonly Extension[] = [
  lineNumbers(),
  history(),
  indentOnInput(),
  bracketMatching(),
  closeBrackets(),
  autocompletion({ icons: false }),
  EditorView.lineWrapping,
  typeOverSelection,
  // Tab is not bound: it leaves the editor, as it leaves every other field.
  keymap.of([...closeBracketsKeymap, ...completionKeymap, ...lintKeymap, ...defaultKeymap, ...historyKeymap]),
  editorTheme,
];

/**
 * A text editor. It lives in a shadow root, where CodeMirror adopts its style sheets: in a document it would add a style
 * element, which the page's policy forbids.
 */
export function CodeEditor({ label, text, onChange, extensions, onView }: CodeEditorProps): ReactNode {
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(undefined);
  const own = useRef(new Compartment());
  /** What was told and has yet to come back as `text`, the oldest first: by then, a person may have typed on. */
  const told = useRef(new Set<string>());
  const tellChange = useEffectEvent((changed: string) => {
    told.current.delete(changed);
    told.current.add(changed);
    onChange(changed);
  });
  const tellView = useEffectEvent((made: EditorView | undefined) => onView?.(made));
  const initially = useEffectEvent(() => ({ doc: text, own: own.current.of(extensions) }));

  useEffect(() => {
    const element = host.current!;
    const root = element.shadowRoot ?? element.attachShadow({ mode: 'open', delegatesFocus: true });
    const start = initially();
    const made = new EditorView({
      parent: root,
      root,
      state: EditorState.create({
        doc: start.doc,
        extensions: [
          start.own,
          basics,
          EditorView.contentAttributes.of({ 'aria-label': label }),
          EditorView.updateListener.of((update) => {
            if (update.docChanged) tellChange(update.state.doc.toString());
          }),
        ],
      }),
    });
    view.current = made;
    tellView(made);
    return () => {
      tellView(undefined);
      view.current = undefined;
      made.destroy();
    };
  }, [label]);

  useEffect(() => {
    view.current?.dispatch({ effects: own.current.reconfigure(extensions) });
  }, [extensions]);

  useEffect(() => {
    const isEcho = told.current.has(text);
    for (const older of told.current) {
      told.current.delete(older);
      if (isEcho && older === text) return;
    }
    const { current } = view;
    const shown = current?.state.doc.toString();
    if (current !== undefined && shown !== text)
      current.dispatch({ changes: { from: 0, to: current.state.doc.length, insert: text } });
  }, [text]);

  return <div ref={host} className={styles.editor} />;
}
