import { raw } from './main.js';

import { refusing } from './error.js';
import { DEFAULT_LANG, Framework } from './framework.js';
import { stringify } from './json.js';

export const framework = (reference, { lang = DEFAULT_LANG } = {}) =>
  new Framework(refusing(() => raw().Framework.find(reference, lang)));

export const frameworks = () => raw().references().map((reference) => framework(reference));

export const catalog = (kind, { lang = DEFAULT_LANG } = {}) =>
  JSON.parse(refusing(() => raw().entries(kind, lang)));

export const assessJson = (json, { lang = DEFAULT_LANG } = {}) => refusing(() => raw().assess(json, lang));

export const assess = (sheet, options) => JSON.parse(assessJson(stringify(sheet), options));
