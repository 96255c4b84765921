import css from 'shisei-style';

import type { Assessment, Definition } from '../types/index.js';
import type { ShiseiQuiz as Declared } from '../types/quiz.js';
import { afterPaint, button, h } from './dom.js';
import { forget, fromLink, kept, linked, recall, store } from './keep.js';
import { builtIn, own, ownText, type Loaded } from './load.js';
import { pages, type Mode, type Page } from './pages.js';
import { question } from './questions.js';
import { result } from './result.js';
import { review } from './review.js';
import { Sheet } from './sheet.js';
import { take } from './take.js';
import { langOf, loading, say, type Words } from './words.js';

/** Everything on show: the texts belong to one language, the sheet to one framework. */
interface Shown {
  loaded: Loaded;
  sheet: Sheet;
  words: Words;
}

/** What a page is drawn of. */
type Part = () => HTMLElement[];

/** A page of questions by its number, or what follows them. */
type Place = number | 'review' | 'result';

const TEXTS = ['framework', 'src', 'mode', 'name'] as const;
const FLAGS = ['resume', 'share', 'required', 'disabled'] as const;
const PROPERTIES = [...TEXTS, ...FLAGS, 'definition'] as const;

let style: CSSStyleSheet | undefined;

/** One style sheet for all quizzes, made from a script: a strict policy allows no style element. */
function styles(): CSSStyleSheet {
  if (!style) {
    style = new CSSStyleSheet();
    style.replaceSync(css);
  }
  return style;
}

/** A page rendered on a server has no elements; there, importing this does nothing. */
const Base = (globalThis.HTMLElement ?? class {}) as typeof HTMLElement;

type Members = Exclude<keyof Declared, keyof HTMLElement> | 'lang';

export class ShiseiQuiz extends Base implements Pick<Declared, Members> {
  static formAssociated = true;
  static observedAttributes = ['framework', 'src', 'mode', 'lang', 'resume', 'required', 'disabled'];

  declare framework: string;
  declare src: string;
  declare mode: Mode;
  declare name: string;
  declare resume: boolean;
  declare share: boolean;
  declare required: boolean;
  declare disabled: boolean;

  #internals = this.attachInternals();
  #root = this.attachShadow({ mode: 'open' });
  #page = h('div', { part: 'page', 'aria-busy': true });
  /** These stay while pages come and go, so that what changes in them is said. */
  #bar = h('progress', { part: 'progress', 'aria-labelledby': 'done' });
  #done = h('p', { id: 'done', class: 'note', role: 'status' });
  #head = h('div', { class: 'head', hidden: true }, this.#bar, this.#done);
  #notice = h('div', { part: 'notice', role: 'status' });

  #definition: Definition | string | null = null;
  #shown: Shown | null = null;
  #pages: Page[] = [];
  #place: Place = 0;
  /** The question last turned to: it stays in sight when the questions are dealt out anew. */
  #at: number | undefined;
  /** Whether the end was seen once: then it is one tap away from every question. */
  #seenEnd = false;
  /** Counts requests, so that a late answer to an old one is dropped. */
  #request = 0;
  /** Counts pages drawn, so that the rest of an old one is dropped. */
  #drawn = 0;
  #begun = false;

  constructor() {
    super();
    this.#root.adoptedStyleSheets = [styles()];
    this.#root.append(
      h('slot', { name: 'intro' }),
      h('div', { part: 'quiz' }, this.#head, this.#notice, this.#page),
      h('slot', { name: 'footer' }),
    );
  }

  connectedCallback() {
    // What was set before the element was defined hides the properties of its class.
    for (const name of PROPERTIES) {
      if (!Object.hasOwn(this, name)) continue;
      const value = this[name];
      Reflect.deleteProperty(this, name);
      Reflect.set(this, name, value);
    }
    if (!this.#shown) this.#begin();
  }

  attributeChangedCallback(name: string, before: string | null, now: string | null) {
    if (!this.isConnected || before === now) return;
    if (name === 'framework' || name === 'src') this.#begin();
    else if (name === 'lang') this.#shown ? void this.#speak() : this.#begin();
    else if (name === 'mode') this.#deal();
    else if (name === 'resume') this.#scored(() => this.#keep());
    else if (name === 'required') this.#report();
    else this.#able();
  }

  get definition() {
    return this.#definition;
  }

  set definition(definition) {
    this.#definition = definition;
    if (this.isConnected) this.#begin();
  }

  get answers() {
    return this.#shown?.sheet.answers() ?? {};
  }

  get assessment(): Assessment | null {
    return this.#shown?.sheet.assess() ?? null;
  }

  get form() {
    return this.#internals.form;
  }

  reset() {
    if (!this.#shown) return;
    forget(this.id, this.#shown.sheet);
    this.#shown.sheet.clear();
    this.#seenEnd = false;
    this.#say();
    this.#show(0);
  }

  formResetCallback() {
    this.reset();
  }

  formDisabledCallback() {
    this.#able();
  }

  formStateRestoreCallback(state: unknown) {
    const { sheet } = this.#shown ?? {};
    this.#scored(() => {
      try {
        if (sheet?.fill(JSON.parse(String(state)).answers)) this.#show(this.#place, false);
      } catch {
        // A state of another time: the questions stay unanswered.
      }
    });
  }

  get #lang() {
    return langOf(this.closest<HTMLElement>('[lang]')?.lang || navigator.language);
  }

  /** Does what may fail and come too late: the newest request alone counts. */
  async #doing<T>(work: () => Promise<T>, use: (made: T) => void) {
    const request = ++this.#request;
    try {
      const made = await work();
      if (request === this.#request) use(made);
    } catch (error) {
      if (request === this.#request) await this.#fail(error);
    }
  }

  /** Starts once for all that is set in one turn. */
  #begin() {
    if (!this.#begun) queueMicrotask(() => this.#start());
    this.#begun = true;
    this.#shown = null;
  }

  #start() {
    this.#begun = false;
    const lang = this.#lang;
    this.#head.hidden = true;
    this.#page.ariaBusy = 'true';
    this.#page.lang = lang;
    this.#page.replaceChildren(h('p', {}, loading[lang]));
    return this.#doing(
      async () => {
        const words = say(lang);
        const loaded = await this.#load();
        const sheet = new Sheet(await loaded.view(lang));
        const earlier = (this.share && linked()) || (this.resume && kept(this.id, sheet));
        if (earlier) sheet.scorer = await loaded.scorer;
        return { loaded, words: await words, sheet };
      },
      (shown) => {
        this.#shown = shown;
        this.#awaitScorer(shown);
        this.#place = 0;
        this.#at = undefined;
        this.#seenEnd = false;
        this.#page.lang = this.#head.lang = this.#notice.lang = lang;
        this.#say();
        this.#recall(shown);
        this.#deal();
      },
    );
  }

  /** The questions are there before what scores them; that it fails is told when it is known. */
  #awaitScorer({ loaded, sheet }: Shown) {
    loaded.scorer.then(
      (scorer) => (sheet.scorer = scorer),
      (error) => void (this.#shown?.sheet === sheet && this.#fail(error)),
    );
  }

  /** Does what takes the scorer: at once, or when it is there. */
  #scored(use: () => void) {
    const shown = this.#shown;
    if (shown?.sheet.scorer) use();
    else shown?.loaded.scorer.then(() => shown === this.#shown && use(), () => {});
  }

  async #load(): Promise<Loaded> {
    if (this.#definition !== null) return own(this.#definition, this.#lang);
    if (this.src) return own(await ownText(this.src), this.#lang);
    return builtIn(this.framework, this.#lang, this.resume || (this.share && linked()));
  }

  /** The same page in another language; answers stay. */
  #speak() {
    const lang = this.#lang;
    const { loaded } = this.#shown ?? {};
    return this.#doing(
      async () => Promise.all([loaded?.view(lang), say(lang), loaded?.scorer]),
      ([view, words, scorer]) => {
        if (!view || !loaded) return;
        const sheet = new Sheet(view, scorer);
        sheet.fill(this.answers);
        this.#shown = { loaded, sheet, words };
        this.#page.lang = this.#head.lang = this.#notice.lang = lang;
        this.#say();
        this.#show(this.#place, false);
      },
    );
  }

  async #fail(error: unknown) {
    const message = error instanceof Error ? error.message : String(error);
    const code = (error as { code?: unknown })?.code;
    const words = await say(this.#lang).catch(() => null);
    this.#page.ariaBusy = null;
    this.#page.replaceChildren(
      h('p', { role: 'alert', part: 'error' }, `${words?.failed ?? ''} ${message.slice(0, 500)}`),
    );
    this.#tell('shisei-error', { code: typeof code === 'string' ? code : 'load', message });
  }

  #tell(type: string, detail: unknown) {
    this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true }));
  }

  /** Answers from a link come before those kept; what is damaged is ignored, and said. */
  #recall({ sheet, words }: Shown) {
    const link = this.share ? fromLink(sheet) : 'none';
    const stored = this.resume && link !== 'taken' ? recall(this.id, sheet) : 'none';
    if (stored === 'taken' || link === 'taken')
      this.#say(words.resumed, button(words.again, () => this.reset()));
    else if (link === 'damaged') this.#say(words.damagedLink);
    else if (stored === 'damaged') this.#say(words.damagedStore);
  }

  #say(...content: (Node | string)[]) {
    const [first, ...rest] = content;
    this.#notice.replaceChildren(...(first ? [h('p', { class: 'open' }, first), ...rest] : []));
  }

  #keep() {
    if (!this.#shown || !this.resume) return;
    try {
      store(this.id, this.#shown.sheet);
    } catch {
      this.#say(this.#shown.words.noStore);
    }
  }

  /** Shows how far the answers are. */
  #progress() {
    if (!this.#shown) return;
    const { sheet, words } = this.#shown;
    const all = sheet.view.controls.length;
    const done = all - sheet.open().length;
    this.#bar.max = all;
    this.#bar.value = done;
    this.#done.textContent = words.progress(done, all);
  }

  /** Tells the form. */
  #report() {
    if (!this.#shown) return;
    const { sheet, words } = this.#shown;
    const all = sheet.view.controls.length;
    const done = all - sheet.open().length;
    const { id, edition } = sheet.view;
    const value = JSON.stringify({ framework: `${id}@${edition}`, answers: sheet.answers() });
    this.#internals.setFormValue(value);
    if (this.required && (done < all || sheet.unexplained().length > 0)) {
      const first = this.#page.querySelector('input') ?? this.#page;
      this.#internals.setValidity({ valueMissing: true }, words.progress(done, all), first);
    } else this.#internals.setValidity({});
  }

  #able() {
    const disabled = this.matches(':disabled');
    for (const fieldset of this.#page.querySelectorAll('fieldset')) fieldset.disabled = disabled;
  }

  /** Deals the questions out anew; the first open one is on the page shown. */
  #deal() {
    if (!this.#shown) return;
    const { sheet } = this.#shown;
    this.#pages = pages(sheet.view, this.mode);
    if (typeof this.#place !== 'number') return;
    this.#at ??= sheet.open()[0] ?? 0;
    this.#show(this.#pageOf(this.#at), false);
  }

  #show(place: Place, moved = true) {
    if (!this.#shown) return;
    this.#place = place;
    const asking = typeof place === 'number';
    this.#head.hidden = !asking;
    const shown = this.#shown;
    this.#draw(asking ? this.#questionPage(shown, place) : [() => this.#endPage(shown, place)], moved);
    this.#report();
    this.#progress();
    if (!moved) return;
    if (asking) this.#at = this.#pages[place]?.[0];
    // In the mode of one question the question itself is the news, not its part.
    const target = asking && this.mode === 'one' ? 'fieldset' : 'h3';
    this.#page.querySelector<HTMLElement>(target)?.focus({ preventScroll: true });
    if (this.getBoundingClientRect().top < 0) this.scrollIntoView({ block: 'start' });
  }

  /** Draws a page; to those who wait for the first the part in sight is shown before the rest is made. */
  #draw([first, ...others]: Part[], moved: boolean) {
    const drawn = ++this.#drawn;
    const draw = () => {
      if (drawn !== this.#drawn) return;
      this.#page.append(...others.flatMap((part) => part()));
      this.#page.ariaBusy = null;
    };
    this.#page.replaceChildren(...(first?.() ?? []));
    if (this.#page.ariaBusy && !moved && !document.hidden) afterPaint(draw);
    else draw();
  }

  #questionPage({ sheet, words }: Shown, place: number): Part[] {
    const { view } = sheet;
    const page = this.#pages[place] ?? [];
    const one = this.mode === 'one';
    const last = place === this.#pages.length - 1;
    const changed = (at: number) => {
      this.#at = at;
      this.#report();
      afterPaint(() => this.#progress());
      const reason = sheet.wantsReason(at) ? { reason: sheet.reason(at) } : {};
      const control = view.controls[at]?.id;
      const detail = { control, choice: sheet.choice(at)?.id, ...reason };
      this.#scored(() => {
        this.#keep();
        this.#tell('shisei-answer', detail);
      });
    };
    const asked = view.groups.flatMap((group) => {
      const mine = page.filter((at) => view.controls[at]?.group === group.id);
      if (mine.length === 0) return [];
      return () => [
        h('h3', { tabindex: -1 }, group.title),
        ...(!one && group.summary ? [h('p', {}, group.summary)] : []),
        ...mine.map((at) => question({ sheet, words, changed, disabled: this.matches(':disabled') }, at)),
      ];
    });
    const note = (text: string) => h('p', { class: 'note' }, text);
    const head = [h('h2', { part: 'title' }, view.title)];
    if (place === 0) head.push(note(view.summary), note([words.start, this.resume ? words.kept : ''].join(words.space).trim()));
    if (this.#pages.length > 1)
      head.push(note((one ? words.questionAt : words.page)(place + 1, this.#pages.length)));
    const buttons = () =>
      h(
        'div',
        { class: 'buttons' },
        place > 0 && button(words.back, () => this.#show(place - 1)),
        this.#seenEnd && !last && button(words.finish, () => this.#finish()),
        last
          ? button(words.finish, () => this.#finish(), true)
          : button(words.nextPage, () => this.#show(place + 1), true),
      );
    const [first, ...others] = asked;
    return [() => [...head, ...(first?.() ?? [])], ...others, () => [buttons()]];
  }

  /** What is open is shown before the result. */
  #finish() {
    const { sheet } = this.#shown ?? {};
    this.#seenEnd = true;
    this.#scored(() => {
      if (sheet?.open().length || sheet?.unexplained().length) this.#show('review');
      else this.#complete();
    });
  }

  #endPage({ sheet, words }: Shown, place: 'review' | 'result'): HTMLElement[] {
    const assessment = sheet.assess();
    if (!assessment) return [];
    const { title, publisher, edition } = sheet.view;
    const heading = [
      h('h2', { part: 'title' }, title),
      h('h3', { tabindex: -1 }, place === 'review' ? words.review : words.yourResult),
    ];
    const first = () => this.#show(0);
    if (place === 'review') {
      const back = button(words.back, () => this.#show(this.#pages.length - 1));
      const anyway = button(words.anyway, () => this.#complete(), true);
      const blocked = sheet.unexplained().length > 0;
      return [
        ...heading,
        ...review(sheet, words, assessment, (at) => this.#goTo(at)),
        h('div', { class: 'buttons' }, back, !blocked && anyway),
      ];
    }
    return [
      ...heading,
      h('p', { class: 'note' }, `${publisher} · ${edition}`),
      ...result(sheet.view, words, assessment),
      take(sheet, words, this.share),
      h(
        'div',
        { class: 'buttons' },
        button(words.again, () => this.reset()),
        button(words.change, first, true),
      ),
    ];
  }

  #pageOf(at: number): number {
    return Math.max(0, this.#pages.findIndex((page) => page.includes(at)));
  }

  #goTo(at: number) {
    this.#show(this.#pageOf(at));
    const question = this.#page.querySelector(`[data-at="${at}"]`);
    question?.scrollIntoView({ block: 'start' });
    const field = ['textarea', 'input:checked', 'input'].map((one) => question?.querySelector(one));
    (field.find(Boolean) as HTMLElement | undefined)?.focus();
  }

  #complete() {
    const assessment = this.assessment;
    if (assessment) this.#tell('shisei-complete', assessment);
    this.#show('result');
  }
}

for (const name of TEXTS)
  Object.defineProperty(ShiseiQuiz.prototype, name, {
    get(this: HTMLElement) {
      return this.getAttribute(name) ?? (name === 'mode' ? 'group' : '');
    },
    set(this: HTMLElement, value: unknown) {
      if (value === null || value === undefined) this.removeAttribute(name);
      else this.setAttribute(name, String(value));
    },
    configurable: true,
    enumerable: true,
  });
for (const name of FLAGS)
  Object.defineProperty(ShiseiQuiz.prototype, name, {
    get(this: HTMLElement) {
      return this.hasAttribute(name);
    },
    set(this: HTMLElement, value: unknown) {
      this.toggleAttribute(name, !!value);
    },
    configurable: true,
    enumerable: true,
  });

if (globalThis.customElements && !customElements.get('shisei-quiz'))
  customElements.define('shisei-quiz', ShiseiQuiz);
