// Bars for the parts, drawn once as marks and kept as SVG or PNG.
import type { AssessmentData } from '../types/index.js';
import { clean } from './dom.js';
import { figure, reach } from './figures.js';
import type { Sheet } from './sheet.js';
import type { Words } from './words.js';

/** Dark on white: files have no theme. */
const INK = '#1f2328';
const FILL = { track: '#d5dae1', open: '#9dbbdd', sure: '#0a4a8f' };

type Box = { x: number; y: number; width: number; height: number; fill: string };
type Line = { x: number; y: number; text: string; anchor: 'start' | 'end' };
type Marks = { height: number; boxes: Box[]; lines: Line[] };

const SVG = 'http://www.w3.org/2000/svg';
const WIDTH = 360;
const ROW = 50;
const BAR = 14;
const FONT = 14;
/** Half-width columns for a title beside its figure. */
const COLUMNS = 46;

/** As much of a text as fits; wide characters count twice. */
function fit(text: string, columns: number): string {
  let left = columns;
  let fitting = '';
  for (const char of clean(text).replace(/[\ufffe\uffff]/g, '')) {
    left -= char > '\u2fff' ? 2 : 1;
    if (left < 1) return `${fitting}…`;
    fitting += char;
  }
  return fitting;
}

const columns = (text: string) => [...text].reduce((sum, char) => sum + (char > '\u2fff' ? 2 : 1), 0);

/** The parts that have a score, one below the other. */
function bars(sheet: Sheet, words: Words, { groups }: AssessmentData): Marks {
  const marks: Marks = { height: 0, boxes: [], lines: [] };
  for (const [at, part] of groups.entries()) {
    const far = reach(part);
    if (!far) continue;
    const y = marks.height + 24;
    const value = figure(sheet, words, part);
    const box = (share: number, fill: string): Box => ({ x: 0, y, width: Math.min(1, share) * WIDTH, height: BAR, fill });
    marks.boxes.push(box(1, FILL.track), box(far.high, FILL.open), box(far.low, FILL.sure));
    marks.lines.push(
      { x: 0, y: y - 7, text: fit(sheet.view.groups[at]?.title ?? part.id, COLUMNS - columns(value)), anchor: 'start' },
      { x: WIDTH, y: y - 7, text: value, anchor: 'end' },
    );
    marks.height += ROW;
  }
  marks.height ||= ROW;
  return marks;
}

function node(tag: string, attributes: Record<string, string | number>, text = '') {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  element.textContent = text;
  return element;
}

export function svg(sheet: Sheet, words: Words, assessment: AssessmentData): Element {
  const { height, boxes, lines } = bars(sheet, words, assessment);
  const root = node('svg', { xmlns: SVG, viewBox: `0 0 ${WIDTH} ${height}`, role: 'img', 'font-family': 'sans-serif', 'font-size': FONT });
  root.append(
    node('title', {}, words.parts),
    node('rect', { width: WIDTH, height, fill: '#fff' }),
    ...boxes.map((box) => node('rect', { ...box, rx: 3 })),
    ...lines.map(({ text, anchor, ...at }) => node('text', { ...at, fill: INK, 'text-anchor': anchor }, text)),
  );
  return root;
}

/** Drawn anew rather than from the SVG: a strict policy refuses images of blobs. */
export function png(sheet: Sheet, words: Words, assessment: AssessmentData): Promise<Blob | null> {
  const { height, boxes, lines } = bars(sheet, words, assessment);
  const [scale, margin] = [3, 12];
  const canvas = document.createElement('canvas');
  canvas.width = (WIDTH + 2 * margin) * scale;
  canvas.height = (height + 2 * margin) * scale;
  const brush = canvas.getContext('2d');
  if (brush) {
    brush.scale(scale, scale);
    brush.fillStyle = '#fff';
    brush.fillRect(0, 0, WIDTH + 2 * margin, height + 2 * margin);
    brush.translate(margin, margin);
    brush.font = `${FONT}px sans-serif`;
    for (const { x, y, width, height, fill } of boxes) {
      brush.fillStyle = fill;
      brush.fillRect(x, y, width, height);
    }
    brush.fillStyle = INK;
    for (const { x, y, text, anchor } of lines) {
      brush.textAlign = anchor;
      brush.fillText(text, x, y);
    }
  }
  return new Promise((resolve) => canvas.toBlob(resolve));
}
