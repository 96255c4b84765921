import { refusing } from './error.js';
import { stringify } from './json.js';

/** Language of error messages. */
export const DEFAULT_LANG = 'en';

/** Answers and options as the JSON of an answer sheet. */
function sheet(reference, answers, { subject, date } = {}) {
  return stringify({ framework: reference, subject, date, answers });
}

/** One edition of one guideline, built in or custom. */
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

  get rulesDigest() {
    return this.#raw.rules_digest();
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
