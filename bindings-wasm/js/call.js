import { raw } from './main.js';

import { refusing } from './error.js';
import { stringify } from './json.js';
import { DEFAULT_LANG } from './lang.js';

export const callJson = (name, json, { lang = DEFAULT_LANG } = {}) =>
  refusing(() => raw().call(name, json, lang));

export const call = (name, given = {}, options = {}) =>
  JSON.parse(callJson(name, stringify(given), options));
