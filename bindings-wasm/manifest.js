// `node manifest.js TYPES OUT`: custom-elements.json, which editors and documentation read, from the
// declarations of the quiz: each thing is described in one place.
import { readFileSync, writeFileSync } from 'node:fs';

const [types, out] = process.argv.slice(2);
const source = readFileSync(`${types}/quiz.d.ts`, 'utf8');

const words = (comment = '') => comment.replace(/^\s*\*? ?/gm, ' ').replace(/\s+/g, ' ').trim();
const [, about, body] = /\/\*\*((?:(?!\*\/).)*)\*\/\s*export class ShiseiQuiz[^{]*\{(.*?)\n\}/s.exec(source);
const kebab = (name) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

const MEMBER = /(?:\/\*\*((?:(?!\*\/).)*)\*\/\s*)?^ {2}(readonly )?(\w+)(\(\))?: ([^;]+);/gms;
const members = [...body.matchAll(MEMBER)].map(([, comment, readonly, name, call, text]) => ({
  kind: call ? 'method' : 'field',
  name,
  description: words(comment),
  ...(call ? { return: { type: { text } } } : { type: { text }, ...(readonly && { readonly: true }) }),
  ...(!call && !readonly && !['definition', 'words', 'answers', 'value'].includes(name) && { attribute: kebab(name) }),
}));

/** The names in backquotes of a sentence of the description, found by how it begins. */
const named = (head) => {
  const [, sentence] = new RegExp(`${head}: ([^.]+)`).exec(words(about)) ?? [];
  if (sentence === undefined) throw new Error(`quiz.d.ts: the class is described without "${head}:"`);
  return [...sentence.matchAll(/`([^`]+)`/g)].map(([, name]) => ({ name }));
};
const [, events] = /interface QuizEvents \{(.*?)\n\}/s.exec(source);

const declaration = {
  kind: 'class',
  customElement: true,
  tagName: 'shisei-quiz',
  name: 'ShiseiQuiz',
  superclass: { name: 'HTMLElement' },
  description: 'Asks the questions of a framework and shows the result, all in the page.',
  attributes: members.filter(({ attribute }) => attribute).map(({ attribute, name, type, description }) => ({ name: attribute, fieldName: name, type, description })),
  members: members.map(({ attribute, ...member }) => ({ ...member, ...(attribute && { attribute, reflects: true }) })),
  events: [...events.matchAll(/'([^']+)': ([^;]+(?:\{[^}]*\}[^;]*)?);/g)].map(([, name, text]) => ({ name, type: { text } })),
  slots: named('Slots'),
  cssProperties: named('CSS custom properties'),
  cssParts: named('Parts'),
  cssStates: named('Custom states').filter(({ name }) => /^\w+$/.test(name)),
};
const path = 'dist/quiz.js';
const manifest = {
  schemaVersion: '2.1.0',
  modules: [
    {
      kind: 'javascript-module',
      path,
      declarations: [declaration],
      exports: [{ kind: 'custom-element-definition', name: 'shisei-quiz', declaration: { name: 'ShiseiQuiz', module: path } }],
    },
  ],
};
writeFileSync(out, `${JSON.stringify(manifest, null, 2)}\n`);
