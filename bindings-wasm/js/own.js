// Custom frameworks alone, for the quiz, in a module of their own that is loaded when first asked for.
import { initSync, Framework } from '../glue/own.js';
import packed from '../glue/bytes/own.js';
import { wasm } from './bytes.js';
import { refusing } from './error.js';

let ready = false;

/** What the quiz asks of a framework. */
export function ownFramework(text, { format, lang }) {
  if (!ready) initSync({ module: wasm(packed) });
  ready = true;
  const { from_json, from_toml } = Framework;
  const raw = refusing(() => (format === 'toml' ? from_toml : from_json)(text, lang));
  return {
    definition: JSON.parse(raw.definition()),
    choices: (control) => [...raw.choices(control)],
    choicesWithReason: (control) => [...raw.choices_with_reason(control)],
    assessRow(positions) {
      const json = raw.assess_row(positions);
      return json === undefined ? undefined : JSON.parse(json);
    },
  };
}
