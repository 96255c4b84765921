// Answers that outlive the page: in the tab's own storage, or where the host asks for it, in the
// browser's; and in a link.
import type { Sheet } from './sheet.js';

/** What came of looking: nothing there, so many answers left out, or there but not usable. */
export type Found = { taken: number; at?: number | string } | 'none' | 'damaged';

const MARK = '#shisei=';

/** Which questionnaire; and the rules that positions in a link belong to. */
const name = ({ view, only }: Sheet) => `${view.id}@${view.edition}${only && `/${only}`}`;
const stamp = (sheet: Sheet) => `${name(sheet)}~${sheet.framework?.rules_digest.slice(0, 12)}`;

/** Of one element on one page. */
export const keyOf = (id: string, sheet: Sheet) => `shisei-quiz:${location.pathname}:${id}:${name(sheet)}`;

/** Storage refused by the browser throws when it is asked for. */
const box = (lasting: boolean) => (lasting ? localStorage : sessionStorage);

export function store(key: string, lasting: boolean, sheet: Sheet, at: number | string) {
  box(lasting).setItem(key, JSON.stringify({ answers: sheet.answers(), at }));
}

export function forget(key: string, lasting: boolean) {
  try {
    box(lasting).removeItem(key);
  } catch {
    // A browser that refuses storage has kept nothing.
  }
}

export function kept(key: string, lasting: boolean): string | null {
  try {
    return box(lasting).getItem(key);
  } catch {
    return null;
  }
}

export function recall(text: string | null, sheet: Sheet): Found {
  if (text === null) return 'none';
  try {
    const { answers, at } = JSON.parse(text);
    const taken = sheet.fill(answers);
    return taken === undefined ? 'damaged' : { taken, at };
  } catch {
    return 'damaged';
  }
}

/** An address with the answers in its fragment, which no server gets to see. */
export function link(sheet: Sheet, address: string): string {
  const url = new URL(address || location.href, location.href);
  url.hash = `${MARK}${stamp(sheet)}~${sheet.letters()}`;
  return url.href;
}

export const linked = () => location.hash.startsWith(MARK);

/** A link for another questionnaire is none of ours. */
export function fromLink(sheet: Sheet): Found {
  const { hash } = location;
  if (!hash.startsWith(`${MARK}${name(sheet)}~`)) return 'none';
  const mine = `${MARK}${stamp(sheet)}~`;
  return hash.startsWith(mine) && sheet.read(hash.slice(mine.length)) ? { taken: 0 } : 'damaged';
}
