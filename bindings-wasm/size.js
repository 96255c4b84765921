// `node size.js DIST BUILD`: what a page loads, in bytes: raw, gzip 9, brotli 11.
import { readFileSync } from 'node:fs';
import { brotliCompressSync, gzipSync } from 'node:zlib';

const [dist, build] = process.argv.slice(2);
const imports = (file) =>
  [...readFileSync(`${dist}/${file}`, 'utf8').matchAll(/(?:from|import)\s*"\.\/([^"]+)"/g)].map(
    ([, name]) => name,
  );
const withImports = (file) => [file, ...imports(file).flatMap(withImports)];
const scripts = (entry) => [...new Set(withImports(entry))].map((file) => `${dist}/${file}`);
const data = (...files) => files.map((file) => `${dist}/${file}`);

const quiz = (name, ...langs) => [
  ...scripts('quiz.js'),
  ...data('engine_bg.wasm', `frameworks/${name}.bin`),
  ...langs.map((lang) => `${dist}/frameworks/${name}.${lang}.json`),
];
const bundles = {
  'quiz, self-assessment@4.0, one language (ja)': quiz('self-assessment@4.0', 'ja'),
  'quiz, self-assessment@4.0, both languages': quiz('self-assessment@4.0', 'ja', 'en'),
  '  its script': scripts('quiz.js'),
  '  its engine': data('engine_bg.wasm'),
  'API, five-basics and self-assessment': [...scripts('index.js'), `${build}/sme_bg.wasm`],
  'API, whole catalogue (the npm package)': [...scripts('index.js'), `${dist}/shisei_bg.wasm`],
  'own frameworks, loaded when used': data('own_bg.wasm'),
};

const total = (files, size) => files.reduce((sum, file) => sum + size(readFileSync(file)), 0);
console.log(`${'bytes'.padEnd(48)}${['raw', 'gzip', 'brotli'].map((s) => s.padStart(10)).join('')}`);
for (const [name, files] of Object.entries(bundles)) {
  const sizes = [(b) => b.length, (b) => gzipSync(b, { level: 9 }).length, (b) => brotliCompressSync(b).length];
  const figures = sizes.map((size) => String(total(files, size)).padStart(10));
  console.log(name.padEnd(48) + figures.join(''));
}
