// Custom frameworks, for the quiz: a module of its own, loaded when first asked for.
import { initSync, Framework } from '../glue/own.js';
import packed from '../glue/bytes/own.js';
import { compile } from '../element/compile.ts';
import { wasm } from './bytes.js';

let ready = false;

/** What the quiz needs of a framework. */
export function compiled(text, lang) {
  if (!ready) initSync({ module: wasm(packed) });
  ready = true;
  return compile(Framework, text, lang);
}
