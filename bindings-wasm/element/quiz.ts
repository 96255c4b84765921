import type { Assessment, Definition } from '../types/index.js';
import type { ShiseiQuiz as Declared } from '../types/quiz.js';
import { h } from './dom.js';
import { builtIn, own, type Loaded } from './load.js';
import { questions } from './questions.js';
import css from './quiz.css';
import { result } from './result.js';
import type { View } from './view.js';
import { langOf, words } from './words.js';

const UNANSWERED = 255;

const style = new CSSStyleSheet();
style.replaceSync(css);

type Members = 'framework' | 'definition' | 'answers' | 'assessment' | 'reset';

export class ShiseiQuiz extends HTMLElement implements Pick<Declared, Members> {
  static observedAttributes = ['framework', 'lang'];

  #root: ShadowRoot;
  #definition: Definition | string | null = null;
  #loaded: Loaded | null = null;
  #view: View | null = null;
  #row = new Uint8Array();
  /** Page shown: a group, or one past the last for the result. */
  #page = 0;
  /** Counts requests, so that a late answer to an old one is dropped. */
  #request = 0;

  constructor() {
    super();
    this.#root = this.attachShadow({ mode: 'open' });
    this.#root.adoptedStyleSheets = [style];
  }

  connectedCallback() {
    if (!this.#loaded) void this.#start();
  }

  attributeChangedCallback(name: string, before: string | null, now: string | null) {
    if (!this.isConnected || before === now) return;
    void (name === 'lang' && this.#loaded ? this.#speak() : this.#start());
  }

  get framework(): string {
    return this.getAttribute('framework') ?? '';
  }

  set framework(reference: string) {
    this.setAttribute('framework', reference);
  }

  get definition() {
    return this.#definition;
  }

  set definition(definition) {
    this.#definition = definition;
    if (this.isConnected) void this.#start();
  }

  get answers(): Record<string, string> {
    return this.assessment?.answers ?? {};
  }

  get assessment(): Assessment | null {
    return this.#loaded?.scorer.assess(this.#row) ?? null;
  }

  reset() {
    this.#row.fill(UNANSWERED);
    this.#show(0);
  }

  get #lang() {
    const around = this.closest<HTMLElement>('[lang]')?.lang || navigator.language;
    return langOf(around);
  }

  async #start() {
    const request = ++this.#request;
    this.#loaded = this.#view = null;
    this.#root.replaceChildren(h('p', { role: 'status' }, words[this.#lang].loading));
    try {
      const loaded = await (this.#definition === null
        ? builtIn(this.framework)
        : own(this.#definition, this.#lang));
      const view = await loaded.view(this.#lang);
      if (request !== this.#request) return;
      this.#loaded = loaded;
      this.#view = view;
      this.#row = new Uint8Array(view.controls.length).fill(UNANSWERED);
      this.#page = 0;
      this.#render();
    } catch (error) {
      if (request === this.#request) this.#fail(error);
    }
  }

  /** The same page in another language; answers stay. */
  async #speak() {
    const request = ++this.#request;
    try {
      const view = await this.#loaded?.view(this.#lang);
      if (request !== this.#request || !view) return;
      this.#view = view;
      this.#render();
    } catch (error) {
      if (request === this.#request) this.#fail(error);
    }
  }

  #fail(error: unknown) {
    const message = error instanceof Error ? error.message : String(error);
    const code = (error as { code?: unknown })?.code;
    this.#root.replaceChildren(
      h('p', { role: 'alert', part: 'error' }, `${words[this.#lang].failed} ${message}`),
    );
    this.#tell('shisei-error', { code: typeof code === 'string' ? code : 'load', message });
  }

  #tell(type: string, detail: unknown) {
    this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true }));
  }

  #show(page: number) {
    this.#page = page;
    this.#render();
    this.#root.querySelector('h2')?.focus();
    this.scrollIntoView({ block: 'start' });
  }

  #render() {
    const view = this.#view;
    if (!view) return;
    const asking = this.#page < view.groups.length;
    const content = asking ? this.#questionPage(view) : this.#resultPage(view);
    this.#root.replaceChildren(h('div', { lang: this.#lang, part: 'page' }, ...content));
    if (asking) this.#progress();
  }

  #questionPage(view: View): HTMLElement[] {
    const say = words[this.#lang];
    const group = view.groups[this.#page];
    const last = this.#page === view.groups.length - 1;
    return [
      h('p', { class: 'note' }, say.page(this.#page + 1, view.groups.length)),
      h('h2', { tabindex: -1 }, group?.title ?? ''),
      h('p', {}, group?.summary ?? ''),
      h('progress', { max: view.controls.length, 'aria-labelledby': 'progress' }),
      h('p', { class: 'note', id: 'progress', role: 'status' }),
      ...questions(
        {
          view,
          words: say,
          choices: (control) => this.#loaded?.scorer.choices(control) ?? new Uint8Array(),
          taken: (control) => this.#row[control],
          take: (control, position) => this.#take(view, control, position),
        },
        group?.id ?? '',
      ),
      this.#buttons(
        this.#page > 0 ? [say.back, () => this.#show(this.#page - 1)] : null,
        last
          ? [say.finish, () => this.#complete()]
          : [say.next, () => this.#show(this.#page + 1)],
      ),
    ];
  }

  #resultPage(view: View): HTMLElement[] {
    const say = words[this.#lang];
    const assessment = this.assessment;
    if (!assessment) return [];
    return [
      h('h2', { tabindex: -1 }, say.result),
      h('p', { class: 'note' }, `${view.title} (${view.publisher}, ${view.edition})`),
      ...result(view, say, assessment),
      this.#buttons([say.again, () => this.reset()], [say.change, () => this.#show(0)]),
    ];
  }

  #buttons(...buttons: ([string, () => void] | null)[]): HTMLElement {
    const button = ([label, onclick]: [string, () => void], at: number, all: unknown[]) =>
      h('button', { type: 'button', class: at === all.length - 1 && 'main', onclick }, label);
    return h(
      'div',
      { class: 'buttons' },
      ...buttons.filter((one): one is [string, () => void] => one !== null).map(button),
    );
  }

  #take(view: View, control: number, position: number) {
    this.#row[control] = position;
    this.#progress();
    const asked = view.controls[control];
    const scale = view.scales.find((one) => one.id === asked?.scale);
    this.#tell('shisei-answer', { control: asked?.id, choice: scale?.choices[position]?.id });
  }

  #progress() {
    const done = this.#row.filter((position) => position !== UNANSWERED).length;
    const bar = this.#root.querySelector('progress');
    const text = this.#root.querySelector('#progress');
    if (bar) bar.value = done;
    if (text) text.textContent = words[this.#lang].progress(done, this.#row.length);
  }

  #complete() {
    const assessment = this.assessment;
    if (assessment) this.#tell('shisei-complete', assessment);
    this.#show(this.#view?.groups.length ?? 0);
  }
}

if (!customElements.get('shisei-quiz')) customElements.define('shisei-quiz', ShiseiQuiz);
