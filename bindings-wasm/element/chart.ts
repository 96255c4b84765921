// Bars for the parts, and a web where there are three or more: drawn once as marks, shown as SVG and
// kept as SVG or PNG.
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
type Point = [x: number, y: number];
type Area = { points: Point[]; fill?: keyof Colours; edge: keyof Colours };
type Line = { x: number; y: number; text: string; anchor?: 'middle' | 'end' };
type Marks = { height: number; boxes: Box[]; areas: Area[]; lines: Line[] };

/** For the page: colours of the style sheet. */
const THEME: Colours = {
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
/** Half-width columns for a title beside its figure, and at the end of an axis. */
const COLUMNS = 46;
const AXIS_COLUMNS = 24;
const RADIUS = 84;
const RINGS = [0.25, 0.5, 0.75, 1];

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

/** The parts that have a score. */
const scored = (view: View, words: Words, assessment: Assessment) =>
  assessment.groups.flatMap((part, at) => {
    const bar = reach(part);
    return bar ? [{ ...bar, value: figure(words, part), title: view.groups[at]?.title ?? part.id }] : [];
  });

type Scored = ReturnType<typeof scored>;

function bars(parts: Scored): Marks {
  const rows = parts.map(({ low, high, value, title }, at) => {
    const y = at * ROW + 24;
    const box = (share: number, fill: Box['fill']): Box => ({
      x: 0, y, width: Math.min(1, share) * WIDTH, height: BAR, fill,
    });
    const lines: Line[] = [
      { x: 0, y: y - 7, text: fit(title, COLUMNS - columns(value)) },
      { x: WIDTH, y: y - 7, text: value, anchor: 'end' },
    ];
    return { boxes: [box(1, 'track'), box(high, 'open'), box(low, 'sure')], lines };
  });
  return {
    height: Math.max(1, parts.length) * ROW,
    boxes: rows.flatMap(({ boxes }) => boxes),
    areas: [],
    lines: rows.flatMap(({ lines }) => lines),
  };
}

/** One axis for each part, the first upwards. */
function web(parts: Scored): Marks {
  const middle: Point = [WIDTH / 2, RADIUS + 2 * FONT];
  const at = (axis: number, share: number): Point => {
    const angle = (2 * Math.PI * axis) / parts.length;
    const far = Math.min(1, share) * RADIUS;
    const round = (value: number) => Math.round(value * 10) / 10;
    return [round(middle[0] + far * Math.sin(angle)), round(middle[1] - far * Math.cos(angle))];
  };
  const area = (share: (part: Scored[number]) => number, edge: Area['edge'], fill?: Area['fill']): Area => ({
    points: parts.map((part, axis) => at(axis, share(part))), edge, fill,
  });
  return {
    height: 2 * RADIUS + 4 * FONT,
    boxes: [],
    areas: [
      ...RINGS.map((ring) => area(() => ring, 'track')),
      ...parts.map((_, axis): Area => ({ points: [middle, at(axis, 1)], edge: 'track' })),
      area(({ high }) => high, 'open', 'open'),
      area(({ low }) => low, 'sure', 'sure'),
    ],
    lines: parts.map(({ title }, axis) => {
      const [x, y] = at(axis, 1);
      const [side, upper] = [Math.sign(Math.round(x - middle[0])), y < middle[1]];
      return {
        x: side ? middle[0] + (side * WIDTH) / 2 : x,
        y: y + (upper ? -0.6 : 1.3) * FONT,
        text: fit(title, AXIS_COLUMNS),
        anchor: side > 0 ? 'end' : side ? undefined : 'middle',
      };
    }),
  };
}

const drawings = (view: View, words: Words, assessment: Assessment): Marks[] => {
  const parts = scored(view, words, assessment);
  return parts.length > 2 ? [bars(parts), web(parts)] : [bars(parts)];
};

/** One below the other. */
const stacked = (all: Marks[]): Marks =>
  all.reduce((above, { height, boxes, areas, lines }) => {
    const lower = <Mark extends { y: number }>(mark: Mark) => ({ ...mark, y: mark.y + above.height });
    const lowered = areas.map((area) => ({
      ...area, points: area.points.map(([x, y]): Point => [x, y + above.height]),
    }));
    return {
      height: above.height + height,
      boxes: [...above.boxes, ...boxes.map(lower)],
      areas: [...above.areas, ...lowered],
      lines: [...above.lines, ...lines.map(lower)],
    };
  });

function node(tag: string, attributes: Record<string, string | number>, text = '') {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  element.textContent = text;
  return element;
}

/** Marks as SVG, with a title and a description for those who do not see it. */
function drawn({ height, boxes, areas, lines }: Marks, colours: Colours, title: string, said: string, id: number) {
  const root = node('svg', {
    viewBox: `0 0 ${WIDTH} ${height}`,
    role: 'img',
    'aria-labelledby': `chart-${id} chart-${id}-text`,
    'font-family': 'sans-serif',
    'font-size': FONT,
    part: 'chart',
  }) as SVGSVGElement;
  if (colours === PAPER) root.append(node('rect', { width: WIDTH, height, fill: '#fff' }));
  root.append(
    node('title', { id: `chart-${id}` }, title),
    node('desc', { id: `chart-${id}-text` }, said),
    ...boxes.map(({ fill, ...box }) => node('rect', { ...box, rx: 3, fill: colours[fill] })),
    ...areas.map(({ points, fill, edge }) =>
      node('polygon', {
        points: points.join(' '), stroke: colours[edge], 'stroke-width': 1.5, 'stroke-linejoin': 'round',
        fill: fill ? colours[fill] : 'none', 'fill-opacity': 0.6,
      }),
    ),
    ...lines.map(({ x, y, text, anchor = 'start' }) =>
      node('text', { x, y, fill: colours.ink, 'text-anchor': anchor }, text),
    ),
  );
  return root;
}

const described = (view: View, words: Words, { groups }: Assessment) =>
  groups.map((part, at) => `${clean(view.groups[at]?.title ?? part.id)}${words.colon}${figure(words, part)}`).join(words.stop);

/** The charts for the page. */
export function charts(view: View, words: Words, assessment: Assessment): SVGSVGElement[] {
  const said = described(view, words, assessment);
  return drawings(view, words, assessment).map((marks, id) => drawn(marks, THEME, words.parts, said, id));
}

/** All of them as one file. */
export function svg(view: View, words: Words, assessment: Assessment): SVGSVGElement {
  const marks = stacked(drawings(view, words, assessment));
  return drawn(marks, PAPER, words.parts, described(view, words, assessment), 0);
}

/** The charts as PNG. Drawn anew rather than from the SVG: a strict policy refuses images of blobs. */
export function png(view: View, words: Words, assessment: Assessment): Promise<Blob | null> {
  const { height, boxes, areas, lines } = stacked(drawings(view, words, assessment));
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
    brush.lineWidth = 1.5;
    for (const { x, y, width, height, fill } of boxes) {
      brush.fillStyle = PAPER[fill];
      brush.fillRect(x, y, width, height);
    }
    for (const { points, fill, edge } of areas) {
      const path = new Path2D(`M${points.join('L')}Z`);
      brush.globalAlpha = 0.6;
      brush.fillStyle = fill ? PAPER[fill] : 'transparent';
      brush.fill(path);
      brush.globalAlpha = 1;
      brush.strokeStyle = PAPER[edge];
      brush.stroke(path);
    }
    brush.fillStyle = PAPER.ink;
    for (const { x, y, text, anchor } of lines) {
      brush.textAlign = anchor === 'middle' ? 'center' : (anchor ?? 'start');
      brush.fillText(text, x, y);
    }
  }
  return new Promise((resolve) => canvas.toBlob(resolve));
}
