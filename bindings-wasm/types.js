// `node types.js RESULTS TYPES GLUE`: one function for each of the core's, by its name in
// JavaScript, and the types of what they give. Types that are written by hand stay as they are.
import { readFileSync, writeFileSync } from 'node:fs';

import { compile } from 'json-schema-to-typescript';

const [schemas, types, glue] = process.argv.slice(2);
const { properties: results, $defs: definitions } = JSON.parse(readFileSync(schemas, 'utf8'));
// Scoring has a method of its own.
delete results.assess;
const definition = (name) => definitions[results[name].$ref?.split('/').pop()];
const descriptions = Object.fromEntries(
  Object.keys(results).map((name) => [name, definition(name)?.description ?? '']),
);
const MADE = '// Made by the build from the core.\n';

const byHand = [...readFileSync(`${types}/index.d.ts`, 'utf8').matchAll(/^export (?:interface|type|class) (\w+)/gm)]
  .map(([, name]) => name)
  .filter((name) => name in definitions);
for (const name of byHand) delete definitions[name];
/** The same schema with types by hand in place of references to them. */
function named(schema) {
  if (typeof schema !== 'object' || schema === null) return schema;
  if (Array.isArray(schema)) return schema.map(named);
  const { $ref, ...rest } = schema;
  const name = $ref?.split('/').pop();
  if (byHand.includes(name)) return { ...rest, tsType: name };
  return Object.fromEntries(Object.entries(schema).map(([key, inner]) => [key, named(inner)]));
}

const schema = {
  title: 'Results',
  description: 'Results by the name of the function.',
  type: 'object',
  properties: results,
  required: Object.keys(results),
  $defs: definitions,
};
const shapes = await compile(named(schema), 'Results', { additionalProperties: false, bannerComment: '', format: false });
writeFileSync(
  `${types}/results.d.ts`,
  `${MADE}import type { ${byHand.join(', ')} } from './index.js';\n\n${shapes}`,
);

const names = Object.keys(results).map((name) => [name, name.replace(/_(\w)/g, (_, letter) => letter.toUpperCase())]);
const comment = (text) => `/**\n${text.split('\n').map((line) => ` * ${line}`.trimEnd()).join('\n')}\n */\n`;
writeFileSync(
  `${types}/functions.d.ts`,
  `${MADE}import type { Arguments } from './arguments.js';
import type { LangOption } from './index.js';
import type { Results } from './results.js';

${names
  .map(([name, own]) => `${comment(descriptions[name])}export function ${own}(given: Arguments['${name}'], options?: LangOption): Results['${name}'];\n`)
  .join('\n')}`,
);
writeFileSync(
  `${glue}/functions.js`,
  `${MADE}import { call } from '../js/call.js';

${names.map(([name, own]) => `export const ${own} = (given, options) => call('${name}', given, options);\n`).join('')}`,
);
