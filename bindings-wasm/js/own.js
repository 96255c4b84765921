// Apart from the rest, so that the quiz loads no more than this for a framework of one's own.
import { loadOwn } from 'shisei-own';

import { refusing } from './error.js';
import { DEFAULT_LANG, Framework } from './framework.js';
import { stringify } from './json.js';

export async function ownFramework(source, { format = 'json', lang = DEFAULT_LANG } = {}) {
  const own = (await loadOwn()).Framework;
  const text = typeof source === 'string' ? source : stringify(source);
  const read = format === 'toml' ? own.from_toml : own.from_json;
  return new Framework(refusing(() => read(text, lang)));
}
