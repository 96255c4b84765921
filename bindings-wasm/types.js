// `node types.js SCHEMAS TYPES [GLUE]`: the types of what the core's functions take and give, the
// signature of each by its name in JavaScript and, with GLUE, the functions themselves.
import { readFileSync, writeFileSync } from 'node:fs';

import { compile } from 'json-schema-to-typescript';

const [schemas, types, glue] = process.argv.slice(2);
const read = (name) => JSON.parse(readFileSync(`${schemas}/${name}.json`, 'utf8'));
const { functions, arguments: given, results } = read('functions');
const MADE = '// Made by the build from the core.\n';
const options = { additionalProperties: false, bannerComment: '', format: false };

async function shapes(name, schema) {
  // Without a title, an enum is written out wherever it is used.
  for (const [title, definition] of Object.entries(schema.$defs)) definition.title = title;
  writeFileSync(`${types}/${name}.d.ts`, MADE + (await compile(schema, schema.title, options)));
}

await shapes('arguments', given);
await shapes('results', results);
await shapes('error', read('error'));

// Scoring has ways of its own.
const names = Object.keys(functions).filter((name) => name !== 'assess');
const own = (name) => name.replace(/_(\w)/g, (_, letter) => letter.toUpperCase());
const comment = (text) => `/**\n${text.split('\n').map((line) => ` * ${line}`.trimEnd()).join('\n')}\n */\n`;
const signature = (name) =>
  `${comment(functions[name].description)}export function ${own(name)}(given: Arguments['${name}'], options?: LangOption): Results['${name}'];\n`;
writeFileSync(
  `${types}/functions.d.ts`,
  `${MADE}import type { Arguments } from './arguments.js';
import type { LangOption } from './index.js';
import type { Results } from './results.js';

${names.map(signature).join('\n')}`,
);
if (glue) {
  writeFileSync(
    `${glue}/functions.js`,
    `${MADE}import { call } from '../js/call.js';

${names.map((name) => `export const ${own(name)} = (given, options) => call('${name}', given, options);\n`).join('')}`,
  );
}
