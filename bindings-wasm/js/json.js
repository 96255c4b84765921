const NAMES = new Map([[Infinity, 'inf'], [-Infinity, '-inf'], [NaN, 'NaN']]);
const PLAIN = ['Object', 'Array', 'String', 'Number', 'Boolean'];

/** `Map`, `Promise`, …: what the language calls an object. */
const kind = (object) => Object.prototype.toString.call(object).slice(8, -1);

/** Whether JSON would see nothing of what an object holds. */
function isClosed(object) {
  if (!PLAIN.includes(kind(object))) return true;
  const prototype = Object.getPrototypeOf(object);
  const isInstance = prototype !== null && Object.getPrototypeOf(prototype) !== null;
  return kind(object) === 'Object' && isInstance && Object.keys(object).length === 0;
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
export const stringify = (input) =>
  JSON.stringify(input, (_, given) => {
    const value = isTextMap(given) ? Object.fromEntries(given) : given;
    const name = odd(value);
    return name === undefined ? value : { $odd: name };
  }) ?? 'null';
