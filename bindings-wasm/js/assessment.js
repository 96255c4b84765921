import { refusing } from './error.js';
import { stringify } from './json.js';
import { DEFAULT_LANG } from './lang.js';

/**
 * The result of a sheet. Its own members are the plain data of its JSON; its methods ask the core,
 * which scores the sheet again: a microsecond, and no memory for anybody to give back.
 */
export class Assessment {
  #again;

  /** Made by `assess()` and by frameworks; `again` gives the core's assessment. */
  constructor(json, again) {
    Object.assign(this, JSON.parse(json));
    this.#again = again;
  }

  /** Uses the core's assessments of these. */
  static #with(assessments, use) {
    const raw = assessments.map((one) => one.#again());
    try {
      return refusing(() => use(...raw));
    } finally {
      for (const one of raw) one.free();
    }
  }

  #ask(question, given, { lang = DEFAULT_LANG } = {}) {
    return Assessment.#with([this], (raw) => JSON.parse(raw.ask(question, stringify(given), lang)));
  }

  #since(earlier, question, { lang = DEFAULT_LANG } = {}) {
    if (!(earlier instanceof Assessment)) throw new TypeError('not an assessment of this package');
    return Assessment.#with([this, earlier], (raw, before) => JSON.parse(raw.compare(before, question, lang)));
  }

  get sheet() {
    return Assessment.#with([this], (raw) => JSON.parse(raw.sheet()));
  }

  bounds() {
    return this.#ask('bounds', {});
  }

  diff(earlier, options) {
    return this.#since(earlier, 'diff', options);
  }

  explain(given = {}, options) {
    return this.#ask('explain', given, options);
  }

  peers() {
    return this.#ask('peers', {});
  }

  plan(given, options) {
    return this.#ask('plan', given, options);
  }

  references(scheme, options) {
    return this.#ask('references', { scheme }, options);
  }

  report(given = {}, options) {
    return this.#ask('report', given, options);
  }

  scoreChange(earlier, options) {
    return this.#since(earlier, 'score_change', options);
  }
}
