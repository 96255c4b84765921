// The file that holds everything: one framework, both languages, the engine.
import data from 'shisei-data';
import type { Framework, Lang } from '../../types/index.js';
import { bytes } from '../load.js';
import type { View } from '../view.js';

export const editions = data.editions;
export const engine = () => bytes(data.engine);
export const skeleton = async (name: string) => data.skeleton[name];
export const texts = async (name: string, lang: Lang) => data.texts[`${name}.${lang}`] as View;

export function own(): Promise<Framework> {
  throw new Error('a framework of one’s own takes the module build');
}
