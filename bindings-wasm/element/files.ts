// The result to take away. Everything is made in the page; nothing is sent.
import type { AssessmentData } from '../types/index.js';
import { png, svg } from './chart.js';
import { clean } from './dom.js';
import { today } from './figures.js';
import { FORMULA } from './outside.js';
import type { Sheet } from './sheet.js';
import type { Words } from './words.js';

export type Format = 'json' | 'csv' | 'svg' | 'png';

/** A field of a table that no spreadsheet takes for a formula. */
function field(text: string): string {
  const harmless = clean(text).replace(FORMULA, "'");
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

function csv(sheet: Sheet, words: Words): string {
  const rows = sheet.view.controls.map((control, at) => [
    control.id,
    sheet.name(at),
    control.question,
    sheet.choice(at)?.id ?? '',
    sheet.label(at, words),
    sheet.wantsReason(at) ? sheet.reason(at) : '',
    control.advice,
  ]);
  const head = ['control', 'title', 'question', 'choice', 'answer', 'reason', 'advice'];
  // The mark tells spreadsheets that this is UTF-8.
  return `\ufeff${[head, ...rows].map((row) => row.map(field).join(',')).join('\r\n')}\r\n`;
}

async function content(format: Format, sheet: Sheet, words: Words, assessment: AssessmentData) {
  if (format === 'png') return png(sheet, words, assessment);
  if (format === 'csv') return new Blob([csv(sheet, words)], { type: 'text/csv' });
  if (format === 'json')
    return new Blob([JSON.stringify({ ...assessment, date: today() })], { type: 'application/json' });
  const drawing = svg(sheet, words, assessment);
  return new Blob([new XMLSerializer().serializeToString(drawing)], { type: 'image/svg+xml' });
}

/** Hands a file to the browser's downloads. */
export async function save(format: Format, sheet: Sheet, words: Words, assessment: AssessmentData) {
  const blob = await content(format, sheet, words, assessment);
  if (!blob) return;
  const href = URL.createObjectURL(blob);
  const anchor = document.createElement('a');
  anchor.href = href;
  anchor.download = `${sheet.view.id}-${today()}.${format}`;
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(href), 10_000);
}
