#!/usr/bin/env node
// `shisei compile` makes a custom framework as small as a built-in one; `shisei single` writes the quiz
// with one framework as one file.
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { brotliDecompressSync } from 'node:zlib';

import { compile } from '../element/compile.ts';
import { resolve } from '../element/reference.ts';
import { spoken } from '../element/view.ts';
import engine from '../glue/bytes/engine.js';
import own from '../glue/bytes/own.br.js';
import { names, texts } from '../glue/frameworks.js';
import { Framework, initSync } from '../glue/own.js';
import { ShiseiError } from './error.js';

const LANGS = ['ja', 'en'];
const env = process.env;
/** The language of messages: that of the terminal. */
const lang = /^ja/.test(env.LC_ALL || env.LC_MESSAGES || env.LANG || '') ? 'ja' : 'en';

const WORDS = {
  en: {
    usage: `usage:
  shisei compile FILE [-o OUT]       a custom framework (TOML or JSON) for <shisei-quiz src="OUT">
  shisei single FILE|NAME [-o OUT]   the quiz with one framework, own or built in, as one script
  --lang ja|en                       the texts of one language alone`,
    lang: (given) => `--lang: "${given}" is neither ja nor en`,
    unreadable: (file, why) => `${file} cannot be read: ${why}`,
    unknown: (name, all) => `${name}: there is no file and no built-in framework of this name; there are ${all}`,
    wrong: (file, count) => `${file}: ${count === 1 ? 'one thing is' : `${count} things are`} wrong, and nothing was written:`,
    written: (file, bytes) => `${file}: ${bytes} bytes`,
  },
  ja: {
    usage: `使い方：
  shisei compile FILE [-o OUT]       自分で作った質問票（TOMLかJSON）を <shisei-quiz src="OUT"> 用にする
  shisei single FILE|NAME [-o OUT]   質問票一つ（自作か組み込み）と診断を一つのスクリプトにする
  --lang ja|en                       一つの言語の文だけを入れる`,
    lang: (given) => `--lang: 「${given}」はjaでもenでもありません`,
    unreadable: (file, why) => `${file} を読めません：${why}`,
    unknown: (name, all) => `${name}：この名前のファイルも組み込みの質問票もありません。あるのは ${all} です`,
    wrong: (file, count) => `${file}：直すところが${count}件あるため、何も書き出しませんでした：`,
    written: (file, bytes) => `${file}：${bytes}バイト`,
  },
}[lang];

/** What people are told in place of a stack. */
class Told extends Error {}

/** A custom framework: what a page needs of it. */
function custom(file, langs) {
  let text;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new Told(WORDS.unreadable(file, error.code));
  }
  initSync({ module: brotliDecompressSync(Buffer.from(own, 'base64')) });
  try {
    return compile(Framework, text, lang, langs);
  } catch (error) {
    if (!(error instanceof ShiseiError)) throw error;
    const problems = error.problems.map(({ message }) => `\n  ${message}`);
    throw new Told(WORDS.wrong(file, problems.length) + problems.join(''));
  }
}

/** A built-in framework in the same form; nothing for a name that is none. */
async function builtIn(given, langs) {
  const name = resolve(names, given);
  if (!name) {
    const [id] = given.split('@');
    const editions = names.filter((name) => resolve([name], id));
    if (editions.length > 0) throw new Told(WORDS.unknown(given, editions.join(', ')));
    if (!/[./\\]/.test(given)) throw new Told(WORDS.unknown(given, [...new Set(names.map((name) => name.split('@')[0]))].join(', ')));
    return;
  }
  const views = await Promise.all(langs.map(async (lang) => [lang, (await texts(name, lang)).default]));
  const [[, { rules }]] = views;
  return { compiled: 1, rules, texts: Object.fromEntries(views.map(([lang, { rules: _, ...view }]) => [lang, view])) };
}

/** The quiz and one framework as one script; `<` never begins an end tag, should it be put into a page. */
function single(compiled) {
  const data = JSON.stringify({ ...compiled, engine }).replaceAll('</', '<\\/');
  const script = readFileSync(new URL('./single.js', import.meta.url), 'utf8');
  return { id: spoken(compiled, 'ja').id, text: `(()=>{const shiseiData=${data};\n${script}})();\n` };
}

async function run() {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { output: { type: 'string', short: 'o' }, lang: { type: 'string' } },
  });
  const [command, given, ...more] = positionals;
  if (!['compile', 'single'].includes(command) || !given || more.length > 0) throw new Told(WORDS.usage);
  if (values.lang !== undefined && !LANGS.includes(values.lang)) throw new Told(WORDS.lang(values.lang));
  const langs = values.lang ? [values.lang] : LANGS;
  const write = (file, text) => {
    writeFileSync(file, text);
    console.log(WORDS.written(file, Buffer.byteLength(text)));
  };
  if (command === 'compile')
    return write(values.output ?? `${given.replace(/\.\w+$/, '')}.quiz.json`, `${JSON.stringify(custom(given, langs))}\n`);
  const { id, text } = single((await builtIn(given, langs)) ?? custom(given, langs));
  write(values.output ?? `${id}.js`, text);
}

run().catch((error) => {
  // What Node says of an unknown option is for people too.
  console.error(error instanceof Told || error.code?.startsWith('ERR_PARSE_ARGS') ? error.message : error);
  process.exitCode = 1;
});
