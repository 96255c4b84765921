// The shared vectors, for any JavaScript runtime: `api` is the package as that runtime loads it.

/** What the package makes of a case: an assessment or an error report, as JSON. */
export async function run(api, { definition, sheet, raw, call, arguments: given, lang = 'en' }) {
  const text = raw ?? (sheet === undefined ? '' : JSON.stringify(sheet));
  try {
    if (call !== undefined) {
      const text = api.callJson(call, raw ?? JSON.stringify(given ?? {}), { lang });
      // The same through the function of that name.
      const typed = api[call.replace(/_(\w)/g, (_, letter) => letter.toUpperCase())];
      const plain = raw === undefined && JSON.stringify(typed(given ?? {}, { lang }));
      return plain === false || plain === text ? text : `${call} differs: ${plain}`;
    }
    if (definition === undefined) return api.assessJson(text, { lang });
    const own = await api.ownFramework(definition, { lang });
    return own.assessJson(text, { lang });
  } catch (error) {
    if (!(error instanceof api.ShiseiError)) throw error;
    const { code, message, problems } = error;
    return JSON.stringify({ code, message, problems });
  }
}

/** Objects by their members, lists item by item, everything else by equality. */
function contains(whole, part) {
  const isObject = (value) =>
    typeof value === 'object' && value !== null && !Array.isArray(value);
  if (Array.isArray(whole) && Array.isArray(part)) {
    return whole.length === part.length && whole.every((item, at) => contains(item, part[at]));
  }
  if (!isObject(whole) || !isObject(part)) return JSON.stringify(whole) === JSON.stringify(part);
  return Object.entries(part).every(([key, inner]) => key in whole && contains(whole[key], inner));
}

/** The first 16 hex digits of the SHA-256 of a text. */
async function digest(text) {
  const bytes = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return Array.from(new Uint8Array(bytes, 0, 8), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Names of the cases that differ, with what came out; `{ cases, wrong }`. */
export async function check(api, files) {
  const wrong = [];
  let cases = 0;
  for (const [name, file] of Object.entries(files)) {
    for (const one of file.cases) {
      cases += 1;
      const got = await run(api, one);
      if ((await digest(got)) !== one.digest) wrong.push(`${name}: ${one.name}: ${got}`);
      else if (!contains(JSON.parse(got), one.expect)) wrong.push(`${name}: ${one.name}: not as by hand`);
    }
  }
  return { cases, wrong };
}
