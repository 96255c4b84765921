// Bars for the parts, drawn once as marks, shown as SVG and kept as SVG or PNG.
import type { Assessment } from '../types/index.js';
import { clean } from './dom.js';
import { figure, reach } from './figures.js';
import type { View } from './view.js';
import type { Words } from './words.js';

export interface Colours {
  ink: string;
  track: string;
  open: string;
  sure: string;
}

type Box = { x: number; y: number; width: number; height: number; fill: keyof Colours };
type Line = { x: number; y: number; text: string; end?: boolean };
type Marks = { width: number; height: number; boxes: Box[]; lines: Line[] };

/** For the page: colours of the style sheet. */
export const THEME: Colours = {
  ink: 'currentColor',
  track: 'var(--_track)',
  open: 'var(--_open)',
  sure: 'var(--_accent)',
};
/** For files: dark on white. */
const PAPER: Colours = { ink: '#1a1a1a', track: '#e3e6ea', open: '#9dbbdd', sure: '#0b5394' };

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
  for (const char of clean(text)) {
    left -= char > '\u2fff' ? 2 : 1;
    if (left < 1) return `${fitting}…`;
    fitting += char;
  }
  return fitting;
}

const columns = (text: string) => [...text].reduce((sum, char) => sum + (char > '\u2fff' ? 2 : 1), 0);

function marks(view: View, words: Words, assessment: Assessment): Marks {
  const parts = assessment.groups.flatMap((part, at) => {
    const bar = reach(part);
    return bar ? [{ bar, value: figure(words, part), title: view.groups[at]?.title ?? part.id }] : [];
  });
  const rows = parts.map(({ bar, value, title }, at) => {
    const y = at * ROW + 24;
    const box = (share: number, fill: Box['fill']): Box => ({
      x: 0, y, width: Math.min(1, share) * WIDTH, height: BAR, fill,
    });
    const lines: Line[] = [
      { x: 0, y: y - 7, text: fit(title, COLUMNS - columns(value)) },
      { x: WIDTH, y: y - 7, text: value, end: true },
    ];
    return { boxes: [box(1, 'track'), box(bar.high, 'open'), box(bar.low, 'sure')], lines };
  });
  return {
    width: WIDTH,
    height: Math.max(1, parts.length) * ROW,
    boxes: rows.flatMap(({ boxes }) => boxes),
    lines: rows.flatMap(({ lines }) => lines),
  };
}

function node(tag: string, attributes: Record<string, string | number>, text = '') {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  element.textContent = text;
  return element;
}

/** The chart as SVG, with a title and a description for those who do not see it. */
export function svg(view: View, words: Words, assessment: Assessment, colours: Colours = PAPER) {
  const { width, height, boxes, lines } = marks(view, words, assessment);
  const said = assessment.groups.map(
    (part, at) => `${clean(view.groups[at]?.title ?? part.id)}: ${figure(words, part)}`,
  );
  const root = node('svg', {
    viewBox: `0 0 ${width} ${height}`,
    role: 'img',
    'aria-labelledby': 'chart-title chart-text',
    'font-family': 'sans-serif',
    'font-size': FONT,
    part: 'chart',
  }) as SVGSVGElement;
  if (colours === PAPER) {
    root.append(node('rect', { width, height, fill: '#fff' }));
  }
  root.append(
    node('title', { id: 'chart-title' }, words.parts),
    node('desc', { id: 'chart-text' }, said.join(words.stop)),
    ...boxes.map(({ fill, ...box }) => node('rect', { ...box, rx: 3, fill: colours[fill] })),
    ...lines.map(({ x, y, text, end }) =>
      node('text', { x, y, fill: colours.ink, 'text-anchor': end ? 'end' : 'start' }, text),
    ),
  );
  return root;
}

/** The chart as PNG. Drawn anew rather than from the SVG: a strict policy refuses images of blobs. */
export function png(view: View, words: Words, assessment: Assessment): Promise<Blob | null> {
  const { width, height, boxes, lines } = marks(view, words, assessment);
  const [scale, margin] = [3, 12];
  const canvas = document.createElement('canvas');
  canvas.width = (width + 2 * margin) * scale;
  canvas.height = (height + 2 * margin) * scale;
  const brush = canvas.getContext('2d');
  if (brush) {
    brush.scale(scale, scale);
    brush.fillStyle = '#fff';
    brush.fillRect(0, 0, width + 2 * margin, height + 2 * margin);
    brush.translate(margin, margin);
    brush.font = `${FONT}px sans-serif`;
    for (const { x, y, width, height, fill } of boxes) {
      brush.fillStyle = PAPER[fill];
      brush.fillRect(x, y, width, height);
    }
    brush.fillStyle = PAPER.ink;
    for (const { x, y, text, end } of lines) {
      brush.textAlign = end ? 'end' : 'start';
      brush.fillText(text, x, y);
    }
  }
  return new Promise((resolve) => canvas.toBlob(resolve));
}
