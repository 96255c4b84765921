// The package: each framework in each language is a module of its own, with the quiz's words, loaded when
// it is asked for.
import { names, texts as found } from '../../glue/frameworks.js';
import type { Lang } from '../../types/index.js';
import { wasm } from '../../js/bytes.js';
import type { Engine } from '../engine.js';
import type { Texts } from '../load.js';
import type { Compiled } from '../view.js';

export { names };

export const engine = async () => wasm((await import('../../glue/bytes/engine.js')).default);

/** Loaded only where the page refuses the module. */
export const plain: (() => Promise<Engine>) | undefined = () => import('shisei-plain');

export const texts = (name: string, lang: Lang) => found(name, lang) as Promise<Texts>;

/** The large module, which reads and checks, comes only for a custom framework. */
export const own = async (text: string, lang: Lang) => (await import('shisei-own')).compiled(text, lang) as Compiled;
