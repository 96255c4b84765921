// Browsers: the modules are fetched from beside this file.
import load, * as raw from '../glue/shisei.js';
import { functions } from './framework.js';

let own;

async function loadOwn() {
  own ??= import('../glue/own.js').then(async (module) => {
    await module.default({ module_or_path: new URL('./own_bg.wasm', import.meta.url) });
    return module;
  });
  return own;
}

await load({ module_or_path: new URL('./shisei_bg.wasm', import.meta.url) });

export { ShiseiError } from './error.js';
export { Framework } from './framework.js';
export const {
  framework,
  frameworks,
  assess,
  assessJson,
  call,
  callJson,
  catalog,
  ownFramework,
} = functions(raw, loadOwn);
