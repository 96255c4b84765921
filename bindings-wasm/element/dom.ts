import { HIDDEN } from './outside.js';

export type Child = Node | string | null | undefined | false;
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
    // A strict policy refuses the attribute, not the property.
    else if (name === 'style') element.style.cssText = String(value);
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
export const button = (label: Child, onclick: () => void, look = ''): HTMLButtonElement =>
  h('button', { type: 'button', part: `button ${look}`, class: look, onclick }, label);

/** A summary that opens to more; or nothing if there is nothing more. */
export const more = (title: Child, ...content: Child[]): HTMLElement | null =>
  content.some(Boolean) ? h('details', {}, h('summary', {}, title), ...content) : null;

export const text = (words: Child, look?: string) => words && h('p', { class: look }, words);

/** A bar filled from `from` to `to`, of 1: what is sure up to `sure`, the rest hatched. */
export const bar = (sure: number, to: number) => {
  const width = (share: number) => `width:${Math.min(1, Math.max(0, share)) * 100}%`;
  return h('span', { class: 'bar', part: 'bar', 'aria-hidden': 'true' }, h('i', { class: 'open', style: width(to) }), h('i', { style: width(sure) }));
};

/** A link only where the address is one of the web: a custom framework may say anything. */
export const link = (title: string, url: string | null | undefined): HTMLElement | string =>
  url && /^https?:\/\//i.test(url) ? h('a', { href: url, target: '_blank', rel: 'noopener noreferrer' }, title) : title;
