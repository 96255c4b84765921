// `node size.js DIST`: what a page loads, in bytes: raw, gzip 9, brotli 11.
// `--gate` compares with size.json and fails on more than 5 % of growth; `--record` writes it.
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { brotliCompressSync, gzipSync } from 'node:zlib';

const [dist, flag] = process.argv.slice(2);
const RECORD = new URL('./size.json', import.meta.url);
const GROWTH = 1.05;

const read = (file) => readFileSync(`${dist}/${file}`, 'utf8');
/** What a script imports at once; `from"./x.js"` stands in a folder of its own or not. */
const imports = (file) =>
  [...read(file).matchAll(/(?:from|import)\s*"\.\.?\/([^"]+)"/g)].map(([, name]) => name);
const withImports = (file) => [file, ...imports(file).flatMap(withImports)];
const scripts = (entry) => [...new Set(withImports(entry))].map((file) => `${dist}/${file}`);
const data = (...files) => files.map((file) => `${dist}/${file}`);
/** A script whose name ends with a digest. */
const chunk = (name) => readdirSync(dist).find((file) => new RegExp(`^${name}-\\w+\\.js$`).test(file));

const quiz = (name, ...langs) => [
  ...scripts('quiz.js'),
  ...data(chunk('engine')),
  ...data(...langs.map((lang) => `frameworks/${name}.${lang}.js`)),
];
const name = 'self-assessment@4.0';
const entries = readdirSync(`${dist}/entries`).map((file) => file.replace(/\.js$/, ''));
const bundles = {
  'quiz, self-assessment@4.0, one language (ja)': quiz(name, 'ja'),
  'quiz, self-assessment@4.0, both languages': quiz(name, 'ja', 'en'),
  '  its script': scripts('quiz.js'),
  '  its engine': data(chunk('engine')),
  '  framework: rules, texts, words (ja)': data(`frameworks/${name}.ja.js`),
  'quiz in one file, self-assessment, both': data('single/self-assessment.js'),
  ...Object.fromEntries(entries.map((entry) => [`shisei/${entry}`, scripts(`entries/${entry}.js`)])),
  'shisei: the whole catalogue, every function': scripts('index.js'),
};
const GATED = [
  'quiz, self-assessment@4.0, one language (ja)',
  'quiz in one file, self-assessment, both',
  'shisei/sme',
];

const brotli = (bytes) => brotliCompressSync(bytes).length;
const total = (files, size) => files.reduce((sum, file) => sum + size(readFileSync(file)), 0);

if (flag === '--record') {
  const sizes = Object.fromEntries(GATED.map((name) => [name, total(bundles[name], brotli)]));
  writeFileSync(RECORD, `${JSON.stringify(sizes, null, 2)}\n`);
} else if (flag === '--gate') {
  for (const [name, recorded] of Object.entries(JSON.parse(readFileSync(RECORD, 'utf8')))) {
    const now = total(bundles[name], brotli);
    console.log(`${name}: ${now} bytes brotli, recorded ${recorded}`);
    if (now <= recorded * GROWTH) continue;
    console.error(`grew by more than 5 %; if that is worth it: node size.js … --record`);
    process.exitCode = 1;
  }
} else {
  console.log(`${'bytes'.padEnd(48)}${['raw', 'gzip', 'brotli'].map((s) => s.padStart(10)).join('')}`);
  for (const [name, files] of Object.entries(bundles)) {
    const sizes = [(b) => b.length, (b) => gzipSync(b, { level: 9 }).length, brotli];
    const figures = sizes.map((size) => String(total(files, size)).padStart(10));
    console.log(name.padEnd(48) + figures.join(''));
  }
}
