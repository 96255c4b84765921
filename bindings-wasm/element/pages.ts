import type { View } from './view.js';

export type Mode = 'group' | 'one' | 'all';

/** Questions shown together: positions of controls. */
export type Page = number[];

/** How the questions are dealt out; groups without questions make no page. */
export function pages(view: View, mode: Mode): Page[] {
  const groups = view.groups
    .map(({ id }) => [...view.controls.keys()].filter((at) => view.controls[at]?.group === id))
    .filter((page) => page.length > 0);
  if (mode === 'one') return groups.flat().map((at) => [at]);
  return mode === 'all' ? [groups.flat()] : groups;
}
