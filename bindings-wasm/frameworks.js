// `node frameworks.js DIST GLUE BUILD ID…`: what the quiz loads of each framework, as modules, so
// that every bundler takes them along; and for each ID the data of a quiz in one file.
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';

const [dist, glue, build, ...singles] = process.argv.slice(2);
const folder = `${dist}/frameworks`;
const editions = JSON.parse(readFileSync(`${folder}/editions.json`, 'utf8'));
const base64 = (file) => readFileSync(file).toString('base64');

const rules = (name) => base64(`${folder}/${name}.bin`);
const texts = (file) => JSON.parse(readFileSync(`${folder}/${file}`, 'utf8'));

// `x.ja.json` becomes `x.ja.js`, with `x.bin` in it (base64: a module holds no bytes): one file fewer
// to wait for.
const names = readdirSync(folder)
  .filter((file) => /@.*\.json$/.test(file))
  .map((file) => {
    const name = file.replace(/\.json$/, '');
    const view = { ...texts(file), rules: rules(name.replace(/\.\w+$/, '')) };
    writeFileSync(`${folder}/${name}.js`, `export default ${JSON.stringify(view)};\n`);
    return name;
  });

const entry = (name) => `  ${JSON.stringify(name)}: () => import('../dist/frameworks/${name}.js'),\n`;
writeFileSync(
  `${glue}/frameworks.js`,
  `export const editions = ${JSON.stringify(editions)};\nexport const modules = {\n${names.map(entry).join('')}};\n`,
);
writeFileSync(
  `${glue}/frameworks.d.ts`,
  `export const editions: Record<string, string[]>;
export const modules: Record<string, () => Promise<{ default: unknown }>>;
`,
);

mkdirSync(`${build}/single`, { recursive: true });
for (const id of singles) {
  const name = `${id}@${editions[id][0]}`;
  const data = {
    editions: { [id]: [editions[id][0]] },
    engine: base64(`${dist}/engine_bg.wasm`),
    rules: rules(name),
    texts: Object.fromEntries(['ja', 'en'].map((lang) => [`${name}.${lang}`, texts(`${name}.${lang}.json`)])),
  };
  writeFileSync(`${build}/single/${id}.js`, `export default ${JSON.stringify(data)};\n`);
}

for (const file of readdirSync(folder))
  if (!file.endsWith('.js')) rmSync(`${folder}/${file}`);
