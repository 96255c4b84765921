import { readFileSync } from 'node:fs';

let own;

/** The module that reads frameworks, read when it is first asked for. */
export async function loadOwn() {
  own ??= import('../../glue/own.js').then((module) => {
    module.initSync({ module: readFileSync(new URL('./own_bg.wasm', import.meta.url)) });
    return module;
  });
  return own;
}
