import type { FigureName, ReportRows, SweepReport } from '@rote/domain';
import { drawChart } from '../chart/draw-chart.js';
import { findChart } from '../figures/figure-index.js';
import { markup, type Markup, type Part } from '../markup.js';
import { describeMethods } from '../methods/describe-methods.js';
import { combinations } from '../tables/combinations.js';
import { earlyStopping } from '../tables/early-stopping.js';
import { fitTimes } from '../tables/fit-times.js';
import { fitWidth } from '../tables/fit-width.js';
import { kernelSection } from '../tables/kernel-section.js';
import { leakCheck } from '../tables/leak-check.js';
import { measureCorrelation } from '../tables/measure-correlation.js';
import { paperComparison } from '../tables/paper-comparison.js';
import { rademacher } from '../tables/rademacher.js';
import { settingsTable } from '../tables/settings.js';
import { table1 } from '../tables/table-1.js';
import { table4 } from '../tables/table-4.js';
import { theorem1 } from '../tables/theorem-1.js';
import { unfinished } from '../tables/unfinished.js';
import { uniformStability } from '../tables/uniform-stability.js';
import { nameSettings } from '../wording/name-settings.js';
import { describeLeftOut } from './describe-left-out.js';

interface Section {
  readonly title: string;
  /** Undefined parts are omitted, and so is a section without parts. */
  readonly parts: readonly (Markup | undefined)[];
}

function drawFigure(name: FigureName, rows: ReportRows): Markup | undefined {
  const chart = findChart(name, rows);
  return (
    chart &&
    markup`<figure tabindex="0">${drawChart(chart)}</figure>
`
  );
}

const unlessEmpty = <Row>(
  rows: readonly Row[],
  draw: (rows: readonly Row[]) => Markup,
): Markup | undefined => (rows.length === 0 ? undefined : draw(rows));

/** The number of combinations that have curves: as many as the query returns. */
const MAX_CURVES = 48;

const curvesNote = ({ length }: ReportRows['combinations']): Markup | undefined =>
  length > MAX_CURVES
    ? markup`<p>The learning curves show the first ${MAX_CURVES} of ${length} combinations.</p>
`
    : undefined;

/** The number of cells that are not in the table of unfinished ones. */
const succeeded = ({ counts }: SweepReport): number => counts.succeeded;

/** In the order of the paper. */
const sectionsOf = (report: SweepReport): readonly Section[] => {
  const { methods } = report;
  const rows = nameSettings(report.rows);
  return [
    {
      title: 'Methods',
      parts: [
        markup`<p>${describeMethods(methods).join(' ')}</p>
`,
        settingsTable(rows.settings),
      ],
    },
    {
      title: 'Results',
      parts: [
        unlessEmpty(rows.combinations, combinations),
        describeLeftOut(rows.incomparable),
        drawFigure('learning-curves', report.rows),
        curvesNote(rows.combinations),
      ],
    },
    {
      title: 'Rademacher complexity and stability (section 1.3)',
      parts: [
        unlessEmpty(rows.rademacherComplexity, rademacher),
        unlessEmpty(rows.uniformStability, uniformStability),
      ],
    },
    {
      title: 'Randomization tests (section 2)',
      parts: [
        drawFigure('figure-1a', report.rows),
        drawFigure('figure-1b', report.rows),
        unlessEmpty(rows.figure1b, fitTimes),
        drawFigure('figure-1c', report.rows),
        drawFigure('label-fit', report.rows),
        unlessEmpty(rows.leakCheck, leakCheck),
      ],
    },
    {
      title: 'The role of regularization (section 3)',
      parts: [
        unlessEmpty(rows.table1, (given) => table1(given, rows.paperComparison)),
        unlessEmpty(rows.table4, table4),
        unlessEmpty(rows.earlyStoppingGain, earlyStopping),
        drawFigure('figure-2b', report.rows),
      ],
    },
    {
      title: 'Finite-sample expressivity (section 4)',
      parts: [
        unlessEmpty(rows.theorem1, theorem1),
        drawFigure('fit-width', report.rows),
        unlessEmpty(rows.fitWidth, fitWidth),
      ],
    },
    {
      title: 'Linear models and kernels (section 5)',
      parts: [drawFigure('kernel-error', report.rows), unlessEmpty(rows.kernelSection, kernelSection)],
    },
    { title: 'Measures', parts: [unlessEmpty(rows.measureCorrelation, measureCorrelation)] },
    { title: 'Beside the paper', parts: [unlessEmpty(rows.paperComparison, paperComparison)] },
    {
      title: 'Missing cells',
      parts: [unlessEmpty(rows.unfinished, (given) => unfinished(given, report.cells - succeeded(report)))],
    },
  ];
};

const anchorOf = (index: number): string => `section-${String(index + 1)}`;

/** The sections of a report that have something to show, after a table of contents. */
export function drawSections(report: SweepReport): Part {
  const sections = sectionsOf(report)
    .map(({ title, parts }) => ({ title, shown: parts.filter((part) => part !== undefined) }))
    .filter(({ shown }) => shown.length > 0);
  return [
    sections.length > 1 &&
      markup`<nav aria-label="Contents"><ol>
${sections.map(
  ({ title }, index) => markup`<li><a href="#${anchorOf(index)}">${title}</a></li>
`,
)}</ol></nav>
`,
    ...sections.map(
      ({ title, shown }, index) => markup`<section id="${anchorOf(index)}">
<h2>${title}</h2>
${shown}</section>
`,
    ),
  ];
}
