// `types SCHEMAS | node types.js TYPES GLUE`: one function for each of the core's, by its name in
// JavaScript, and the types of what they give. Types that are written by hand stay as they are.
import { readFileSync, writeFileSync } from 'node:fs';

import { compile } from 'json-schema-to-typescript';

const [types, glue] = process.argv.slice(2);
const { results, definitions } = JSON.parse(readFileSync(0, 'utf8'));
const MADE = '// Made by the build from the core.\n';

const byHand = [...readFileSync(`${types}/index.d.ts`, 'utf8').matchAll(/^export (?:interface|type|class) (\w+)/gm)]
  .map(([, name]) => name)
  .filter((name) => name in definitions);
for (const name of byHand) definitions[name] = { tsType: name };

const schema = {
  title: 'Results',
  description: 'Results by the name of the function.',
  type: 'object',
  properties: results,
  required: Object.keys(results),
  definitions,
};
const shapes = await compile(schema, 'Results', { additionalProperties: false, bannerComment: '', format: false });
writeFileSync(
  `${types}/results.d.ts`,
  `${MADE}import type { ${byHand.join(', ')} } from './index.js';\n\n${shapes}`,
);

const names = Object.keys(results).map((name) => [name, name.replace(/_(\w)/g, (_, letter) => letter.toUpperCase())]);
const about = (name) => definitions[results[name].$ref?.split('/').pop()]?.description ?? '';
const comment = (text) => `/**\n${text.split('\n').map((line) => ` * ${line}`.trimEnd()).join('\n')}\n */\n`;
writeFileSync(
  `${types}/functions.d.ts`,
  `${MADE}import type { Arguments } from './arguments.js';
import type { LangOption } from './index.js';
import type { Results } from './results.js';

${names
  .map(([name, own]) => `${comment(about(name))}export function ${own}(given: Arguments['${name}'], options?: LangOption): Results['${name}'];\n`)
  .join('\n')}`,
);
writeFileSync(
  `${glue}/functions.js`,
  `${MADE}import { call } from '../js/call.js';

${names.map(([name, own]) => `export const ${own} = (given, options) => call('${name}', given, options);\n`).join('')}`,
);
