import type { CompletionContext, CompletionResult } from '@codemirror/autocomplete';
import { startCompletion } from '@codemirror/autocomplete';
import { yaml, yamlLanguage } from '@codemirror/lang-yaml';
import { indentUnit } from '@codemirror/language';
import type { Extension } from '@codemirror/state';
import { hoverTooltip, type EditorView } from '@codemirror/view';
import { completeYaml, describeYaml } from './complete-yaml.js';
import type { JsonSchema } from './json-schema.js';
import { noteOf } from '../note.js';

/** YAML, with what a schema says: completion of keys and words, and their descriptions on hover. */
export function yamlWithSchema(schema: JsonSchema | undefined): readonly Extension[] {
  const language = [yaml(), indentUnit.of('  ')];
  if (schema === undefined) return language;
  const complete = (context: CompletionContext): CompletionResult | null => {
    const { from, options } = completeYaml(schema, context.state.doc.toString(), context.pos);
    if (options.length === 0 || (from === context.pos && !context.explicit)) return null;
    return {
      from,
      validFor: /^[\w.-]*$/,
      options: options.map(({ label, kind, detail, info, text }) => ({
        label,
        detail,
        type: kind === 'key' ? 'property' : 'enum',
        boost: kind === 'key' ? 0 : 1,
        ...(info !== '' && { info }),
        apply: (view: EditorView, _completion, begin: number, end: number) => {
          view.dispatch({
            changes: { from: begin, to: end, insert: text },
            selection: { anchor: begin + text.length },
            userEvent: 'input.complete',
          });
          // After a key come its values.
          if (text.endsWith(': ')) startCompletion(view);
        },
      })),
    };
  };
  const hover = hoverTooltip((view, offset) => {
    const found = describeYaml(schema, view.state.doc.toString(), offset);
    if (found === undefined) return null;
    const { name, about, from, to } = found;
    return { pos: from, end: to, above: true, create: () => ({ dom: noteOf(name, about) }) };
  });
  return [...language, yamlLanguage.data.of({ autocomplete: complete }), hover];
}
