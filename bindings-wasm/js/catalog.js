import { raw } from './main.js';

import { Assessment } from './assessment.js';
import { refusing } from './error.js';
import { Framework } from './framework.js';
import { stringify } from './json.js';
import { DEFAULT_LANG } from './lang.js';

export const framework = (reference, { lang = DEFAULT_LANG } = {}) =>
  new Framework(refusing(() => raw().Framework.find(reference, lang)));

export const frameworks = () => raw().references().map((reference) => framework(reference));

export async function ownFramework(source, { format = 'json', lang = DEFAULT_LANG } = {}) {
  const text = typeof source === 'string' ? source : stringify(source);
  const { from_json, from_toml } = raw().Framework;
  const read = format === 'toml' ? from_toml : from_json;
  return new Framework(refusing(() => read(text, lang)));
}

export const catalog = (kind, { lang = DEFAULT_LANG } = {}) =>
  JSON.parse(refusing(() => raw().entries(kind, lang)));

export const assessJson = (json, { lang = DEFAULT_LANG } = {}) => refusing(() => raw().assess(json, lang));

export function assess(sheet, options) {
  const json = stringify(sheet);
  return new Assessment(assessJson(json, options), () => raw().Framework.assessed(json, DEFAULT_LANG));
}
