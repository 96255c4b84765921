// Answers that outlive the page, both only when the host asks for them: local storage, and a link.
import type { Sheet } from './sheet.js';

/** What came of looking: nothing there, taken over, or there but not usable. */
export type Found = 'none' | 'taken' | 'damaged';

const MARK = 'shisei=';

/** The rules the answers belong to: a correction of words keeps them. */
function stamp(sheet: Sheet): string {
  const { id, edition, rules_digest } = sheet.framework ?? {};
  return `${id}@${edition}~${rules_digest?.slice(0, 12)}`;
}

const key = (owner: string, sheet: Sheet) =>
  `shisei-quiz:${owner}:${sheet.view.id}@${sheet.view.edition}`;

export function store(owner: string, sheet: Sheet) {
  const text = JSON.stringify({ for: stamp(sheet), answers: sheet.answers() });
  localStorage.setItem(key(owner, sheet), text);
}

export function forget(owner: string, sheet: Sheet) {
  try {
    localStorage.removeItem(key(owner, sheet));
  } catch {
    // A browser that refuses storage has kept nothing.
  }
}

/** Whether there is something to recall: only the scorer can say whether it is right. */
export function kept(owner: string, sheet: Sheet): boolean {
  try {
    return localStorage.getItem(key(owner, sheet)) !== null;
  } catch {
    return false;
  }
}

export function recall(owner: string, sheet: Sheet): Found {
  try {
    const text = localStorage.getItem(key(owner, sheet));
    if (text === null) return 'none';
    const kept = JSON.parse(text);
    return kept.for === stamp(sheet) && sheet.fill(kept.answers) ? 'taken' : 'damaged';
  } catch {
    return 'damaged';
  }
}

/** The address of this page with the answers in its fragment, which no server gets to see. */
export function link(sheet: Sheet): string {
  const url = new URL(location.href);
  url.hash = `${MARK}${stamp(sheet)}~${sheet.letters()}`;
  return url.href;
}

export const linked = () => location.hash.startsWith(`#${MARK}`);

export function fromLink(sheet: Sheet): Found {
  if (!linked()) return 'none';
  const mine = `#${MARK}${stamp(sheet)}~`;
  return location.hash.startsWith(mine) && sheet.read(location.hash.slice(mine.length)) ? 'taken' : 'damaged';
}
