// `node frameworks.js DIST GLUE BUILD ID…`: what the quiz loads of each framework, as modules, so
// that every bundler takes them along; and for each ID the data of a quiz in one file.
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';

const [dist, glue, build, ...singles] = process.argv.slice(2);
const folder = `${dist}/frameworks`;
const editions = JSON.parse(readFileSync(`${folder}/editions.json`, 'utf8'));
const base64 = (file) => readFileSync(file).toString('base64');

// `x.bin` (base64: a module holds no bytes) becomes `x.js`, and `x.ja.json` becomes `x.ja.js`.
const names = readdirSync(folder)
  .filter((file) => /@.*\.(bin|json)$/.test(file))
  .map((file) => {
    const path = `${folder}/${file}`;
    const value = file.endsWith('.bin') ? JSON.stringify(base64(path)) : readFileSync(path, 'utf8');
    const name = file.replace(/\.(bin|json)$/, '');
    writeFileSync(`${folder}/${name}.js`, `export default ${value};\n`);
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
  const texts = (lang) => [`${name}.${lang}`, JSON.parse(readFileSync(`${folder}/${name}.${lang}.json`, 'utf8'))];
  const data = {
    editions: { [id]: [editions[id][0]] },
    engine: base64(`${dist}/engine_bg.wasm`),
    skeleton: { [name]: base64(`${folder}/${name}.bin`) },
    texts: Object.fromEntries([texts('ja'), texts('en')]),
  };
  writeFileSync(`${build}/single/${id}.js`, `export default ${JSON.stringify(data)};\n`);
}

for (const file of readdirSync(folder))
  if (!file.endsWith('.js')) rmSync(`${folder}/${file}`);
