// The file that holds everything: one framework, both languages, the engine.
import data from 'shisei-data';
import type { Custom } from 'shisei-own';
import type { Lang } from '../../types/index.js';
import { wasm } from '../../js/bytes.js';
import type { View } from '../view.js';

export const editions = data.editions;
export const engine = async () => wasm(data.engine);
export const plain = undefined;
export const texts = async (name: string, lang: Lang) =>
  Object.assign(data.texts[`${name}.${lang}`] as View, { rules: data.rules });

export function own(): Promise<Custom> {
  throw new Error('a framework of one’s own takes the module build');
}
