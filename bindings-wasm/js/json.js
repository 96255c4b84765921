const NAMES = new Map([[Infinity, 'inf'], [-Infinity, '-inf'], [NaN, 'NaN']]);
/** Deeper than anything that the core reads. */
const DEEPEST = 64;
const PLAIN = ['Object', 'Array', 'String', 'Number', 'Boolean'];

/** `Map`, `Promise`, …: what the language calls an object. */
const kind = (object) => Object.prototype.toString.call(object).slice(8, -1);

/** Whether JSON would see nothing of what an object holds. */
function isClosed(object) {
  if (!PLAIN.includes(kind(object))) return true;
  if (kind(object) !== 'Object') return false;
  const prototype = Object.getPrototypeOf(object);
  const isInstance = prototype !== null && Object.getPrototypeOf(prototype) !== null;
  const own = Object.keys(object).length;
  let all = 0;
  for (const _ in object) all += 1;
  return (isInstance && own === 0) || all > own;
}

/** What JSON cannot express, by name; undefined for everything else. */
function odd(value) {
  if (typeof value === 'number') return NAMES.has(value) ? `${NAMES.get(value)} (number)` : undefined;
  if (typeof value === 'bigint') return `${value} (number)`;
  if (typeof value === 'function' || typeof value === 'symbol') return `… (${typeof value})`;
  if (typeof value === 'object' && value !== null && isClosed(value)) return `${kind(value)} (object)`;
  return undefined;
}

const isTextMap = (value) =>
  typeof value === 'object' && kind(value) === 'Map' && [...value.keys()].every((key) => typeof key === 'string');

/**
 * The JSON of an input. A `Map` by text is an object; what JSON would drop, or turn into null or
 * into an empty object, is refused by the core instead.
 */
export function stringify(input) {
  const around = [];
  /** `this` is what holds the value. */
  function replace(key, given) {
    while (around.length > 0 && around.at(-1) !== this) around.pop();
    const held = this[key];
    // A day that is none becomes null.
    if (given === null && held !== null) return { $odd: `${kind(held)} (object)` };
    const value = isTextMap(given) ? Object.fromEntries(given) : given;
    if (around.includes(value) || around.length > DEEPEST) return { $odd: `${kind(value)} (object)` };
    const name = odd(value);
    if (name !== undefined) return { $odd: name };
    if (typeof value === 'object' && value !== null) around.push(value);
    return value;
  }
  return JSON.stringify(input, replace) ?? 'null';
}
