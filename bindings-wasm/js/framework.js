import { Assessment } from './assessment.js';
import { refusing } from './error.js';
import { stringify } from './json.js';
import { DEFAULT_LANG } from './lang.js';

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
    const json = sheet(this.reference, answers, options);
    const scored = this.assessJson(json, options);
    return new Assessment(scored, () => this.#raw.assessment(json, DEFAULT_LANG));
  }

  assessJson(json, { lang = DEFAULT_LANG } = {}) {
    return refusing(() => this.#raw.assess(json, lang));
  }

  readAssessment(json, { lang = DEFAULT_LANG } = {}) {
    const read = refusing(() => this.#raw.read_assessment(json, lang));
    const now = read.json();
    read.free();
    return this.#again(now);
  }

  choices(control) {
    return this.#raw.choices(control);
  }

  assessRow(positions) {
    const json = this.#raw.assess_row(positions);
    return json === undefined ? undefined : this.#again(json);
  }

  free() {
    this.#raw.free();
  }

  /** An assessment whose answers have no reasons: none are asked for when it is read back. */
  #again(json) {
    return new Assessment(json, () => this.#raw.read_assessment(json, DEFAULT_LANG));
  }
}
