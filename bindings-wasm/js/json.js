const NAMES = new Map([[Infinity, 'inf'], [-Infinity, '-inf'], [NaN, 'NaN']]);

/** What JSON cannot express, by name; undefined for everything else. */
function odd(value) {
  if (typeof value === 'number') return NAMES.has(value) ? `${NAMES.get(value)} (number)` : undefined;
  if (typeof value === 'bigint') return `${value} (number)`;
  if (typeof value === 'function' || typeof value === 'symbol') return `… (${typeof value})`;
  return undefined;
}

/** The JSON of an input. What JSON would drop or turn into null is refused by the core instead. */
export const stringify = (input) =>
  JSON.stringify(input, (_, value) => {
    const name = odd(value);
    return name === undefined ? value : { $odd: name };
  });
