import { carrier } from './carrier.js';
import { refusing } from './error.js';
import { DEFAULT_LANG, Framework } from './framework.js';
import { stringify } from './json.js';

let module;

/** The module that reads frameworks, loaded when it is first asked for. */
async function load() {
  const [{ Framework, initSync }, bytes] = await Promise.all([import('../glue/own.js'), carrier.own()]);
  initSync({ module: bytes });
  return Framework;
}

export async function ownFramework(source, { format = 'json', lang = DEFAULT_LANG } = {}) {
  const own = await (module ??= load());
  const text = typeof source === 'string' ? source : stringify(source);
  const read = format === 'toml' ? own.from_toml : own.from_json;
  return new Framework(refusing(() => read(text, lang)));
}
