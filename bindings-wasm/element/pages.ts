import type { Sheet } from './sheet.js';

export type Mode = 'group' | 'one' | 'all';

/** Questions shown together: positions of controls. */
export type Page = number[];

/** More than this on a page and nobody sees the end. */
const MOST = 10;

/** A list in parts of about the same length. */
function split(page: Page): Page[] {
  const count = Math.ceil(page.length / MOST);
  const at = (part: number) => Math.round((page.length * part) / count);
  return Array.from({ length: count }, (_, part) => page.slice(at(part), at(part + 1)));
}

/** How the questions are dealt out; groups without questions make no page. */
export function pages({ view, asked }: Sheet, mode: Mode): Page[] {
  const groups = view.groups.map(({ id }) => asked.filter((at) => view.controls[at]?.group === id));
  if (mode === 'one') return groups.flat().map((at) => [at]);
  return mode === 'all' ? [groups.flat()] : groups.flatMap(split);
}
