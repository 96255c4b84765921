// The package: each framework and each language is a module of its own, loaded when it is asked for.
import { editions, modules } from '../../glue/frameworks.js';
import type { Framework, Definition, Lang } from '../../types/index.js';
import type { View } from '../view.js';

export { editions };

export const engine = () => new URL('./engine_bg.wasm', import.meta.url);

const load = async (name: string) => (await modules[name]?.())?.default;

export const skeleton = (name: string) => load(name) as Promise<string>;
export const texts = (name: string, lang: Lang) => load(`${name}.${lang}`) as Promise<View>;

/** The large module, which reads and checks, comes only for a framework of one's own. */
export async function own(source: Definition | string, lang: Lang): Promise<Framework> {
  const { ownFramework } = await import('shisei-own');
  const format = typeof source === 'string' && !/^\s*\{/.test(source) ? 'toml' : 'json';
  return ownFramework(source, { lang, format });
}
