// Scoring with the frameworks that an entry carries: rules in a small module, texts in JavaScript.
import packed from '../glue/bytes/sheets.js';

import { buffer, bytes, wasm } from './bytes.js';
import { ShiseiError } from './error.js';
import { stringify } from './json.js';
import { DEFAULT_LANG } from './lang.js';

const DEEPEST = 32;
const encoder = new TextEncoder();
const decoder = new TextDecoder();
let module;

/** Writes a plain value as `src/sheets.rs` reads it. */
function write(value, out, depth = DEEPEST) {
  const count = (number) => out.push(number & 255, (number >> 8) & 255, (number >> 16) & 255, number >>> 24);
  const text = (text) => {
    const bytes = encoder.encode(text);
    count(bytes.length);
    for (const byte of bytes) out.push(byte);
  };
  const letter = (letter) => out.push(letter.charCodeAt(0));
  const word = (kind, it) => (letter(kind), text(it));
  if (value === null) letter('n');
  else if (typeof value === 'boolean') letter(value ? 't' : 'f');
  else if (typeof value === 'string') word('s', value);
  else if (Number.isSafeInteger(value)) word('w', `${value}`);
  else if (typeof value === 'number') word('o', `${value} (number)`);
  else if ('$odd' in value) word('o', `${value.$odd}`);
  else if (depth === 0) word('o', '… (object)');
  else if (Array.isArray(value)) {
    letter('l');
    count(value.length);
    for (const item of value) write(item, out, depth - 1);
  } else {
    letter('m');
    count(Object.keys(value).length);
    for (const [name, item] of Object.entries(value)) {
      text(name);
      write(item, out, depth - 1);
    }
  }
  return out;
}

/** A module of its own for each entry: it knows the frameworks of that entry and no other. */
function start(carried) {
  module ??= new WebAssembly.Module(wasm(packed));
  const { exports } = new WebAssembly.Instance(module);
  const { put, take } = buffer(exports);
  const read = (length) => JSON.parse(decoder.decode(take(length)));
  for (const { rules, inForce } of carried) {
    put(bytes(rules));
    exports.load(inForce);
  }
  const language = (lang) => (lang === 'ja' ? 0 : 1);
  const refusing = (length) => {
    if (length < 0) throw new ShiseiError(read(-length));
    return length;
  };
  return {
    find(reference, lang) {
      put(encoder.encode(reference));
      return refusing(exports.framework(language(lang)));
    },
    assess(framework, sheet, lang) {
      put(Uint8Array.from(write(JSON.parse(stringify(sheet)), [])));
      return read(refusing(exports.score(framework, language(lang))));
    },
    assessRow(framework, positions) {
      put(positions);
      const length = exports.assess(framework);
      return length === 0 ? undefined : read(length);
    },
    choices: (framework, control) => take(exports.choices(framework, control)),
  };
}

/** One edition of one guideline. */
export class Framework {
  #engine;
  #number;
  #definition;

  constructor(engine, number, { framework, definition }) {
    this.#engine = engine;
    this.#number = number;
    this.#definition = definition;
    this.id = framework.id;
    this.edition = framework.edition;
    this.reference = `${framework.id}@${framework.edition}`;
    this.digest = framework.digest;
    this.rulesDigest = framework.rules_digest;
  }

  get definition() {
    return JSON.parse(this.#definition);
  }

  assess(answers, { subject, date, lang = DEFAULT_LANG } = {}) {
    return this.#engine.assess(this.#number, { framework: this.reference, subject, date, answers }, lang);
  }

  choices(control) {
    return this.#engine.choices(this.#number, control);
  }

  assessRow(positions) {
    return this.#engine.assessRow(this.#number, positions);
  }
}

/** The functions of an entry; `carried` are its frameworks, of one id the oldest first. */
export function sheets(carried) {
  let started;
  const engine = () => (started ??= start(carried));
  const numbered = (number) => new Framework(engine(), number, carried[number - 1]);
  return {
    framework: (reference, { lang = DEFAULT_LANG } = {}) => numbered(engine().find(reference, lang)),
    frameworks: () => carried.map((_, at) => numbered(at + 1)),
    assess: (sheet, { lang = DEFAULT_LANG } = {}) => engine().assess(0, sheet, lang),
  };
}
