// Before `npm pack` and `npm publish`: the licence texts, and no package without what it exports.
import { copyFileSync, existsSync, readFileSync } from 'node:fs';

const file = (path) => new URL(path, import.meta.url);
const { exports } = JSON.parse(readFileSync(file('package.json'), 'utf8'));
const paths = (target) => (typeof target === 'string' ? [target] : Object.values(target).flatMap(paths));
// Of a pattern, the folder.
const missing = paths(exports).filter((path) => !existsSync(file(path.replace(/[^/]*\*.*/, ''))));
if (missing.length) {
  console.error(`shisei is not built, ${missing[0]} is missing: run \`make web-build\` in the repository first`);
  process.exit(1);
}
for (const licence of ['LICENSE-MIT', 'LICENSE-APACHE']) copyFileSync(file(`../${licence}`), file(licence));
