// A file that holds everything: one framework, its languages, the engine. `js/cli.js` writes such files:
// this script with the data before it.
import type { Lang } from '../../types/index.js';
import { wasm } from '../../js/bytes.js';
import type { Texts } from '../load.js';
import { spoken, type Compiled } from '../view.js';
import { say } from '../words.js';

declare const shiseiData: Compiled & { engine: string };
const { id, edition } = spoken(shiseiData, 'ja');

export const names = [`${id}@${edition}`];
export const engine = async () => wasm(shiseiData.engine);
export const plain = undefined;
export const texts = async (_: string, lang: Lang): Promise<Texts> => ({
  default: spoken(shiseiData, lang),
  words: await say(lang),
});

export function own(): Promise<Compiled> {
  throw new Error('this file holds one questionnaire: write one with yours by `npx shisei single`');
}
