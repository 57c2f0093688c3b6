/** The style of a report, for screens (including phones) and for paper. */
export const STYLE = `
:root { color-scheme: light dark; }
body { font: 16px/1.5 system-ui, sans-serif; color: #222; background: #fff; max-width: 60rem; margin: 0 auto; padding: 1rem; }
h1, h2 { line-height: 1.2; overflow-wrap: anywhere; }
h2 { margin-top: 2.5rem; border-bottom: 1px solid #ddd; }
figure { margin: 1.5rem 0; overflow-x: auto; }
svg { width: 100%; min-width: 34rem; height: auto; display: block; }
.table { overflow-x: auto; margin: 1.5rem 0; }
table { border-collapse: collapse; font-size: 0.875rem; }
caption { text-align: left; font-weight: 600; padding-bottom: 0.5rem; }
th, td { padding: 0.25rem 0.75rem 0.25rem 0; text-align: left; vertical-align: top; border-bottom: 1px solid #eee; }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.verdict-agrees { color: #00664a; font-weight: 600; }
.verdict-differs { color: #a33b00; font-weight: 600; }
.verdict-unclear, .verdict-unfitted, .verdict-censored { color: #6b4e00; font-weight: 600; }
.notice { border-left: 4px solid #d55e00; padding-left: 1rem; }
td { overflow-wrap: anywhere; }
nav ol { columns: 2; padding-left: 1.5rem; }
a { color: #0060a0; }
@media (prefers-color-scheme: dark) {
  body { color: #e6e6e6; background: #16181b; }
  h2 { border-color: #444; }
  th, td { border-color: #333; }
  a { color: #7cc0ff; }
  .verdict-agrees { color: #4fd1a5; }
  .verdict-differs { color: #ff9d6b; }
  .verdict-unclear, .verdict-unfitted, .verdict-censored { color: #e8c46a; }
}
@media print {
  body { color: #222; background: #fff; }
  body { max-width: none; font-size: 10pt; padding: 0; }
  svg { min-width: 0; }
  .table, figure { overflow: visible; break-inside: avoid; }
  h2 { break-after: avoid; }
}
`;
