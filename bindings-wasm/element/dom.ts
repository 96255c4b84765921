import { HIDDEN } from './outside.js';

type Child = Node | string | null | undefined | false;
type Props = Record<string, string | number | boolean | undefined | ((event: Event) => void)>;

/** Text from outside, made fit for a page. */
export const clean = (text: string): string => text.replace(HIDDEN, '');

/** An element with attributes, `on…` listeners and children; strings become text, never markup. */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  props: Props = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (typeof value === 'function') element.addEventListener(name.slice(2), value);
    else if (value !== undefined && value !== false)
      element.setAttribute(name, value === true ? '' : String(value));
  }
  for (const child of children)
    if (child) element.append(typeof child === 'string' ? clean(child) : child);
  return element;
}

/** Does what may wait until the frame now made is painted. */
export const afterPaint = (work: () => void) => requestAnimationFrame(() => setTimeout(work));

/** A button; the last word of what it looks like is the style sheet's. */
export function button(label: string, onclick: () => void, main = false): HTMLButtonElement {
  return h('button', { type: 'button', part: main ? 'button main' : 'button', class: main && 'main', onclick }, label);
}

/** A summary that opens to a text. */
export function more(title: string, ...content: Child[]): HTMLElement | null {
  return content.some(Boolean) ? h('details', {}, h('summary', {}, title), ...content) : null;
}
