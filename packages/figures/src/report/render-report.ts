import type { SweepReport } from '@rote/domain';
import { markup } from '../markup.js';
import { dayText } from '../methods/describe-methods.js';
import { describeState } from './describe-state.js';
import { drawSections } from './sections.js';
import { STYLE } from './style.js';

/** What one of Rote's pages may load: nothing. Its style is inside it. */
export const PAGE_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** The part of `PAGE_POLICY` that a page can state itself. */
const OWN_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/**
 * Renders the report of a sweep as one self-contained HTML document: figures are inside it as SVG, and there is no
 * script. It is also well-formed XML. The same report gives the same bytes.
 */
export const renderReport = (report: SweepReport): string =>
  markup`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8" />
<meta name="viewport" content="width=device-width, initial-scale=1" />
<meta http-equiv="Content-Security-Policy" content="${OWN_POLICY}" />
<title>${report.name} – report</title>
<style>${{ markup: STYLE }}</style>
</head>
<body>
<header>
<h1>${report.name}</h1>
<p>Sweep ${report.id}, submitted on ${dayText(report.createdAt)}. Section, table and figure numbers are those of “Understanding deep learning requires rethinking generalization” (Zhang, Bengio, Hardt, Recht and Vinyals, 2016). Bands and bars are 95 % intervals of the mean over four seeds or more, cut to what the quantity can be; of two or three, dots are the single seeds.</p>
${describeState(report)}</header>
<main>
${report.cells > 0 && drawSections(report)}</main>
</body>
</html>
`.markup;
