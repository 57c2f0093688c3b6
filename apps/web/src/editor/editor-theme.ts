import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import type { Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';

/** The marks of CodeMirror are pictures in data: URLs, which the page's policy forbids. */
const underlined = (color: string): Readonly<Record<string, string>> => ({
  backgroundImage: 'none',
  textDecoration: `underline wavy ${color} 1px`,
  textUnderlineOffset: '3px',
  textDecorationSkipInk: 'none',
  paddingBottom: '0',
});

const look = EditorView.theme({
  '&': {
    color: 'var(--ink)',
    backgroundColor: 'var(--sheet)',
    fontSize: '13.5px',
    height: '100%',
    minWidth: '0',
  },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'var(--mono)', lineHeight: '1.55' },
  '.cm-content': { caretColor: 'var(--ink)', padding: '8px 0' },
  '.cm-line': { padding: '0 8px' },
  '.cm-cursor, .cm-dropCursor': { borderLeftColor: 'var(--ink)' },
  '.cm-gutters': { backgroundColor: 'var(--sheet)', color: 'var(--ink-soft)', border: 'none' },
  '.cm-selectionBackground': { backgroundColor: 'color-mix(in oklab, var(--accent) 22%, transparent)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground': {
    backgroundColor: 'color-mix(in oklab, var(--accent) 28%, transparent)',
  },
  '.cm-content ::selection': {
    color: 'inherit',
    backgroundColor: 'color-mix(in oklab, var(--accent) 28%, transparent)',
  },
  '.cm-matchingBracket, &.cm-focused .cm-matchingBracket': {
    backgroundColor: 'transparent',
    outline: '1px solid var(--ink-soft)',
  },
  '.cm-placeholder': { color: 'var(--ink-soft)' },
  '.cm-tooltip': {
    color: 'var(--ink)',
    backgroundColor: 'var(--sheet)',
    border: '1px solid var(--rule)',
    borderRadius: 'var(--radius)',
    boxShadow: '0 6px 24px rgb(0 0 0 / 0.18)',
    boxSizing: 'border-box',
  },
  '.cm-tooltip-hover, .cm-tooltip-lint': { maxWidth: 'min(32rem, 92vw)' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul': {
    fontFamily: 'var(--mono)',
    fontSize: '13px',
    maxWidth: 'min(32rem, 92vw)',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li': { padding: '2px 8px' },
  '.cm-tooltip-autocomplete ul li[aria-selected]': {
    color: 'var(--accent-ink)',
    backgroundColor: 'var(--accent)',
  },
  '.cm-completionDetail': { color: 'var(--ink-soft)', fontStyle: 'normal', marginLeft: '1em' },
  'li[aria-selected] .cm-completionDetail': { color: 'inherit' },
  '.cm-completionMatchedText': { textDecoration: 'none', fontWeight: '700' },
  '.cm-tooltip.cm-completionInfo': {
    font: '13px/1.45 system-ui, sans-serif',
    maxWidth: 'min(24rem, 80vw)',
    padding: '6px 10px',
  },
  '.rote-note': { font: '13px/1.45 system-ui, sans-serif', padding: '6px 10px', overflowWrap: 'anywhere' },
  '.rote-note-name': { fontFamily: 'var(--mono)', fontWeight: '600' },
  '.cm-diagnostic': {
    font: '13px/1.45 system-ui, sans-serif',
    borderLeft: '3px solid var(--failed)',
    padding: '4px 10px',
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
  },
  '.cm-diagnosticAction': {
    font: 'inherit',
    color: 'var(--accent-ink)',
    backgroundColor: 'var(--accent)',
    borderRadius: '4px',
    padding: '1px 8px',
    cursor: 'pointer',
  },
  '.cm-panels': { color: 'var(--ink)', backgroundColor: 'var(--well)' },
  '.cm-panels.cm-panels-bottom': { borderTop: '1px solid var(--rule)' },
  '.cm-panel.cm-panel-lint ul [aria-selected]': { backgroundColor: 'var(--sheet)' },
  '.cm-panel.cm-panel-lint ul:focus [aria-selected]': {
    color: 'var(--ink)',
    backgroundColor: 'color-mix(in oklab, var(--accent) 18%, var(--sheet))',
  },
  '.cm-panel.cm-panel-lint button': { color: 'var(--ink)' },
  '.cm-panel.cm-panel-lint .cm-diagnosticAction': { color: 'var(--accent-ink)' },
  '.cm-lintRange': { backgroundImage: 'none', backgroundPosition: '0 0' },
  '.cm-lintRange-error': underlined('var(--failed)'),
  '.cm-lintRange-warning': underlined('var(--diverged)'),
  '.cm-lintRange-active': { backgroundColor: 'color-mix(in oklab, var(--failed) 14%, transparent)' },
  '.cm-lintPoint:after': { borderBottomColor: 'var(--failed)' },
});

const colors = HighlightStyle.define([
  { tag: [tags.keyword, tags.definition(tags.propertyName), tags.propertyName], color: 'var(--accent)' },
  { tag: [tags.string, tags.special(tags.string)], color: 'var(--succeeded)' },
  { tag: [tags.number, tags.bool, tags.null, tags.atom], color: 'var(--diverged)' },
  { tag: tags.comment, color: 'var(--ink-soft)', fontStyle: 'italic' },
  { tag: [tags.typeName, tags.standard(tags.name)], color: 'var(--cached)' },
  { tag: [tags.labelName, tags.meta], color: 'var(--cached)' },
]);

/** How an editor looks, in the page's own colors, light and dark. */
export const editorTheme: Extension = [look, syntaxHighlighting(colors)];
