// The result beside that of an earlier file. The file's answers are scored anew: its figures are
// not trusted, and only the same questions compare.
import type { AssessmentData } from '../types/index.js';
import { h } from './dom.js';
import { dated, figure } from './figures.js';
import { whole } from './hero.js';
import { LARGEST } from './load.js';
import { Sheet } from './sheet.js';
import type { Words } from './words.js';

/** The answers of a result file, or what is wrong with it. */
async function read(file: File, sheet: Sheet, words: Words): Promise<{ earlier: Sheet; date: string } | string> {
  try {
    if (file.size > LARGEST) return words.badFile;
    const { framework, answers, date } = JSON.parse(await file.text());
    if (framework.rules_digest !== sheet.framework?.rules_digest) return words.otherFramework;
    const earlier = new Sheet(sheet.view, sheet.only, sheet.scorer);
    if (earlier.fill(answers) !== 0) return words.badFile;
    return { earlier, date: /^\d{4}-\d\d-\d\d$/.test(date) ? date : '' };
  } catch {
    return words.badFile;
  }
}

export async function compare(file: File, sheet: Sheet, words: Words): Promise<HTMLElement> {
  const found = await read(file, sheet, words);
  if (typeof found === 'string') return h('p', { class: 'open' }, found);
  const { earlier, date } = found;
  const [then, now] = [earlier.assess(), sheet.assess()];
  if (!then || !now) return h('p', { class: 'open' }, words.badFile);
  const changed = [...sheet.view.controls.keys()].filter((at) => earlier.taken(at) !== sheet.taken(at));
  const change = (at: number) => h('li', {}, `${sheet.name(at)}${words.colon}${earlier.label(at, words)} → ${sheet.label(at, words)}`);
  const line = (title: string, assessment: AssessmentData) => h('p', {}, `${title}${words.colon}`, h('b', {}, figure(sheet, words, whole(sheet, assessment))));
  return h(
    'div',
    {},
    line([words.earlier, dated(date, words.tag)].filter(Boolean).join(' '), then),
    line(words.now, now),
    changed.length > 0 ? h('ul', {}, ...changed.map(change)) : h('p', {}, words.sameAnswers),
  );
}
