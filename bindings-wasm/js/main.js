import { Framework, assess, call, entries, initSync, references } from '../glue/shisei.js';

import { carrier } from './carrier.js';

const functions = { Framework, assess, call, entries, references };
let ready = false;

/** The functions of the module, which starts with the first call. */
export function raw() {
  if (!ready) initSync({ module: carrier.shisei() });
  ready = true;
  return functions;
}
