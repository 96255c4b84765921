// Node: the modules are read from beside this file.
import { readFileSync } from 'node:fs';

import * as raw from '../glue/shisei.js';
import { functions } from './framework.js';

const bytes = (name) => readFileSync(new URL(`./${name}_bg.wasm`, import.meta.url));

let own;

async function loadOwn() {
  own ??= import('../glue/own.js').then((module) => {
    module.initSync({ module: bytes('own') });
    return module;
  });
  return own;
}

raw.initSync({ module: bytes('shisei') });

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
