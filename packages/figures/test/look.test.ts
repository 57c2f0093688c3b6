import { writeFileSync, mkdirSync } from 'node:fs';
import { it } from 'vitest';
import { FIGURE_NAMES, renderFigure, renderReport } from '../src/index.js';
import { REPORT } from './fixtures/report.js';
it('looks', () => { mkdirSync('/tmp/figlook',{recursive:true}); for (const n of FIGURE_NAMES) writeFileSync(`/tmp/figlook/${n}.svg`, renderFigure(n, REPORT.rows) ?? ''); writeFileSync('/tmp/figlook/report.html', renderReport(REPORT)); });
