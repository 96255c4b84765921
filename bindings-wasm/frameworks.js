// `node frameworks.js DIST GLUE BUILD TYPES`: modules as texts; what the quiz loads of each framework,
// as modules, so that every bundler takes them along; and for each framework an entry that carries
// nothing else.
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { brotliCompressSync } from 'node:zlib';

import { buildSync } from 'esbuild';
import { minify } from 'terser';

import { packed, packedWasm } from './js/bytes.js';

const [dist, glue, build, types] = process.argv.slice(2);
const folder = `${dist}/frameworks`;
const read = (file) => JSON.parse(readFileSync(`${folder}/${file}`, 'utf8'));
const editions = read('editions.json');

/** Entries of more than one framework. */
const FAMILIES = {
  sme: ['five-basics', 'self-assessment', 'security-action'],
  'ec-site': ['ec-site-build', 'ec-site-management', 'ec-site-operation'],
};

function write(file, value) {
  mkdirSync(file.replace(/[^/]*$/, ''), { recursive: true });
  writeFileSync(file, `export default ${JSON.stringify(value)};\n`);
}

const wasm = (module) => readFileSync(`${build}/${module}_bg.wasm`);
for (const module of ['engine', 'sheets', 'shisei', 'own'])
  write(`${glue}/bytes/${module}.js`, packedWasm(wasm(module)));
for (const module of ['shisei', 'own'])
  write(`${glue}/bytes/${module}.br.js`, brotliCompressSync(wasm(module)).toString('base64'));
const text = 'declare const text: string;\nexport default text;\n';
writeFileSync(`${glue}/bytes/engine.d.ts`, text);

/** What is alike from one member to the next compresses best, side by side. */
const ORDER = ['id', 'number', 'title', 'question', 'why', 'advice'];
const ordered = (_, value) =>
  value === null || typeof value !== 'object' || Array.isArray(value)
    ? value
    : Object.fromEntries([...ORDER.filter((name) => name in value).map((name) => [name, value[name]]), ...Object.entries(value)]);

/** Words before texts: 0.3 % less than the other way round. Terser leaves 2 % less than esbuild. */
const script = async (value, lang) => {
  const text = `${said[lang]};export default ${JSON.stringify(value, ordered)}`;
  return (await minify(text, { module: true, ecma: 2022, compress: { passes: 3 } })).code;
};

/** The words of the quiz come with the texts: together they compress best, and are one file to wait for. */
const words = (lang) => {
  const [{ text }] = buildSync({
    entryPoints: [new URL(`./element/words/${lang}.ts`, import.meta.url).pathname],
    bundle: true, format: 'esm', minify: true, charset: 'utf8', write: false,
  }).outputFiles;
  return text;
};

const rules = (name) => packed(readFileSync(`${folder}/${name}.bin`));

// The quiz: `x.ja.json` becomes `x.ja.js`, with `x.bin` and the quiz's words in it. Bundlers want to see
// every import in full. Of the editions of a framework, the one that its id alone means comes first.
const LANGS = ['ja', 'en'];
const said = Object.fromEntries(LANGS.map((lang) => [lang, words(lang)]));
const names = Object.entries(editions).flatMap(([id, all]) => all.map((edition) => `${id}@${edition}`));
for (const name of names)
  for (const lang of LANGS)
    writeFileSync(`${folder}/${name}.${lang}.js`, await script({ ...read(`${name}.${lang}.json`), rules: rules(name) }, lang));
const imported = (name) => LANGS.map((lang) => `() => import('../dist/frameworks/${name}.${lang}.js')`);
writeFileSync(
  `${glue}/frameworks.js`,
  `const modules = {
${names.map((name) => `  '${name}': [${imported(name).join(', ')}],\n`).join('')}};
export const names = Object.keys(modules);
export const texts = (name, lang) => modules[name][${JSON.stringify(LANGS)}.indexOf(lang)]();
`,
);
writeFileSync(
  `${glue}/frameworks.d.ts`,
  `export const names: string[];
export function texts(name: string, lang: string): Promise<unknown>;
`,
);

// The entries, which carry every edition.
const carried = read('digests.json');
for (const framework of carried) {
  const name = `${framework.id}@${framework.edition}`;
  const definition = readFileSync(`${folder}/${name}.json`, 'utf8');
  const inForce = editions[framework.id][0] === framework.edition;
  write(`${glue}/data/${name}.js`, { framework, inForce, rules: rules(name), definition });
}
const entries = { ...Object.fromEntries(Object.keys(editions).map((id) => [id, [id]])), ...FAMILIES };
mkdirSync(`${glue}/entries`, { recursive: true });
mkdirSync(`${types}/entries`, { recursive: true });
for (const [entry, ids] of Object.entries(entries)) {
  const names = carried.filter(({ id }) => ids.includes(id)).map(({ id, edition }) => `${id}@${edition}`);
  writeFileSync(
    `${glue}/entries/${entry}.js`,
    `${names.map((name, at) => `import f${at} from '../data/${name}.js';\n`).join('')}import { sheets } from '../../js/sheets.js';

export { ShiseiError } from '../../js/error.js';
export { Framework } from '../../js/sheets.js';
export const { assess, framework, frameworks } = sheets([${names.map((_, at) => `f${at}`).join(', ')}]);
`,
  );
  writeFileSync(`${types}/entries/${entry}.d.ts`, `/** Carries ${names.join(', ')}. */\nexport * from '../sheets.js';\n`);
}

for (const file of readdirSync(folder))
  if (!file.endsWith('.js')) rmSync(`${folder}/${file}`);
