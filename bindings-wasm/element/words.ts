import type { Lang } from '../types/index.js';
import type { Words } from './words/en.js';

export type { Words };

/** Said before the words are there. */
export const loading = { ja: '読み込み中…', en: 'Loading…' };

/** The words of one language: the other is not loaded. */
export const say = async (lang: Lang): Promise<Words> =>
  (await (lang === 'ja' ? import('./words/ja.js') : import('./words/en.js'))).words;

/** The language of a tag such as `ja-JP`; English when we have no other. */
export function langOf(tag: string): Lang {
  return tag.toLowerCase().split('-')[0] === 'ja' ? 'ja' : 'en';
}
