// A file that holds everything: one framework, its languages, the engine. `js/cli.js` writes such files:
// this script with the data before it.
import type { Custom } from 'shisei-own';
import type { Lang } from '../../types/index.js';
import { wasm } from '../../js/bytes.js';
import { spoken, type Compiled, type View } from '../view.js';

declare const shiseiData: Compiled & { editions: Record<string, string[]>; engine: string };

export const editions = shiseiData.editions;
export const engine = async () => wasm(shiseiData.engine);
export const plain = undefined;
export const texts = async (_: string, lang: Lang): Promise<View> => spoken(shiseiData, lang);

export function own(): Promise<Custom> {
  throw new Error('this file holds one questionnaire: write one with yours by `npx shisei single`');
}
