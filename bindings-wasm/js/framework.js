import { refusing } from './error.js';

const DEFAULT_LANG = 'en';

/** Answers and options as the JSON of an answer sheet. */
function sheet(reference, answers, { subject, date } = {}) {
  return JSON.stringify({ framework: reference, subject, date, answers });
}

/** One edition of one guideline, built in or one's own. */
export class Framework {
  #raw;

  /** Made by `framework()` and `ownFramework()`. */
  constructor(raw) {
    this.#raw = raw;
    [this.id, this.edition] = raw.reference().split('@');
  }

  get reference() {
    return this.#raw.reference();
  }

  get digest() {
    return this.#raw.digest();
  }

  get definition() {
    return JSON.parse(this.#raw.definition());
  }

  assess(answers, options = {}) {
    return JSON.parse(this.assessJson(sheet(this.reference, answers, options), options));
  }

  assessJson(json, { lang = DEFAULT_LANG } = {}) {
    return refusing(() => this.#raw.assess(json, lang));
  }

  choices(control) {
    return this.#raw.choices(control);
  }

  assessRow(positions) {
    const json = this.#raw.assess_row(positions);
    return json === undefined ? undefined : JSON.parse(json);
  }

  free() {
    this.#raw.free();
  }
}

/** The functions of the package over a loaded module. */
export function functions(raw, loadOwn) {
  const framework = (reference, { lang = DEFAULT_LANG } = {}) =>
    new Framework(refusing(() => raw.Framework.find(reference, lang)));
  const assessJson = (json, { lang = DEFAULT_LANG } = {}) => refusing(() => raw.assess(json, lang));
  const callJson = (name, json, { lang = DEFAULT_LANG } = {}) =>
    refusing(() => raw.call(name, json, lang));
  return {
    callJson,
    call: (name, given = {}, options) => JSON.parse(callJson(name, JSON.stringify(given), options)),
    catalog: (kind, { lang = DEFAULT_LANG } = {}) =>
      JSON.parse(refusing(() => raw.entries(kind, lang))),
    framework,
    frameworks: () => raw.references().map((reference) => framework(reference)),
    assessJson,
    assess: (sheet, options) => JSON.parse(assessJson(JSON.stringify(sheet), options)),
    async ownFramework(source, { format = 'json', lang = DEFAULT_LANG } = {}) {
      const own = (await loadOwn()).Framework;
      const text = typeof source === 'string' ? source : JSON.stringify(source);
      const read = format === 'toml' ? own.from_toml : own.from_json;
      return new Framework(refusing(() => read(text, lang)));
    },
  };
}
