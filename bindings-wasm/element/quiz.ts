import css from 'shisei-style';

import type { AssessmentData, DetailedAnswer } from '../types/index.js';
import type { ShiseiQuiz as Declared } from '../types/quiz.js';
import { asking, type Part, type Way } from './asking.js';
import { afterPaint, button, h, type Child } from './dom.js';
import { dated, today } from './figures.js';
import { landed } from './hero.js';
import { forget, fromLink, kept, keyOf, linked, recall, store } from './keep.js';
import { builtIn, failure, own, ownText, type Loaded } from './load.js';
import { pages, type Mode, type Page } from './pages.js';
import { paper } from './paper.js';
import { PROPERTIES, reflect } from './reflected.js';
import { result } from './result.js';
import { review, wanting } from './review.js';
import { Sheet } from './sheet.js';
import { start } from './start.js';
import { take } from './take.js';
import { tone, watchTone } from './tone.js';
import { langOf, loading, say, type Words } from './words.js';

/** Everything on show: the texts belong to one language, the sheet to one framework. */
interface Shown {
  loaded: Loaded;
  sheet: Sheet;
  words: Words;
}

/** A page of questions by its number, or what comes before and after them. */
type Place = number | 'start' | 'review' | 'result';

/** Narrower than this many letters, one question is enough. */
const NARROW = 40;

let style: CSSStyleSheet | undefined;

/** One style sheet for all quizzes, made from a script: a strict policy allows no style element. */
function styles(): CSSStyleSheet {
  if (!style) {
    style = new CSSStyleSheet();
    style.replaceSync(css);
  }
  return style;
}

/** Who keeps answers under which key: two would overwrite each other. */
const owners = new Map<string, ShiseiQuiz>();

/** A page rendered on a server has no elements; there, importing this does nothing. */
const Base = (globalThis.HTMLElement ?? class {}) as typeof HTMLElement;

type Members = Exclude<keyof Declared, keyof HTMLElement> | 'lang';

export class ShiseiQuiz extends Base implements Pick<Declared, Members> {
  static formAssociated = true;
  static observedAttributes = ['framework', 'src', 'mode', 'lang', 'only', 'theme', 'heading-level', 'share', 'resume', 'required', 'disabled'];

  declare framework: string;
  declare src: string;
  declare mode: Mode | 'auto';
  declare name: string;
  declare only: string;
  declare theme: 'auto' | 'light' | 'dark';
  declare advance: '' | 'auto';
  declare shareUrl: string;
  declare resume: boolean;
  declare share: boolean;
  declare required: boolean;
  declare disabled: boolean;
  declare history: boolean;
  declare skipStart: boolean;

  #internals = this.attachInternals();
  #page = h('div', { part: 'page', 'aria-busy': true });
  /** It stays while pages come and go, so that what changes in it is said. */
  #notice = h('div', { part: 'notice', role: 'status' });
  #frame = h('div', { part: 'quiz', class: 'root' }, this.#notice, this.#page);
  /** Who is assessed: stays in this page, for paper. */
  #who = h('span', {});

  #definition: Declared['definition'] = null;
  #words: Partial<Words> = {};
  /** Answers that the host gave, as text: those that render anew give the same again. */
  #given: string | undefined;
  #shown: Shown | null = null;
  #mode: Mode = 'one';
  #pages: Page[] = [];
  #place: Place = 'start';
  /** The question last turned to: it stays in sight when the questions are dealt out anew. */
  #at: number | undefined;
  /** Where answers are kept. */
  #key: string | undefined;
  /** Counts requests, so that a late answer to an old one is dropped. */
  #request = 0;
  /** Counts pages drawn, so that the rest of an old one is dropped. */
  #drawn = 0;
  #begun = false;
  #update = () => {};
  #unwatch = () => {};

  constructor() {
    super();
    const root = this.attachShadow({ mode: 'open' });
    root.adoptedStyleSheets = [styles()];
    root.append(h('slot', { name: 'intro' }), this.#frame, h('slot', { name: 'footer' }));
  }

  connectedCallback() {
    // What was set before the element was defined hides the properties of its class.
    for (const name of PROPERTIES) {
      if (!Object.hasOwn(this, name)) continue;
      const value: unknown = Reflect.get(this, name);
      Reflect.deleteProperty(this, name);
      Reflect.set(this, name, value);
    }
    this.#unwatch = watchTone(() => {
      this.#tone();
      // The language may be that of the page, which was changed.
      if (this.#shown && this.#page.lang !== this.#lang) void this.#speak();
    });
    addEventListener('popstate', this.#popped);
    this.#tone();
    if (!this.#shown) this.#begin();
  }

  disconnectedCallback() {
    this.#unwatch();
    removeEventListener('popstate', this.#popped);
    if (this.#key && owners.get(this.#key) === this) owners.delete(this.#key);
  }

  attributeChangedCallback(name: string, before: string | null, now: string | null) {
    if (!this.isConnected || before === now) return;
    if (['framework', 'src', 'only'].includes(name)) this.#begin();
    else if (name === 'lang') this.#shown ? void this.#speak() : this.#begin();
    else if (name === 'mode') this.#deal();
    else if (name === 'theme') this.#tone();
    else if (name === 'resume') this.#scored(() => this.#keep());
    else if (name === 'required') this.#report();
    else if (name === 'disabled') this.#able();
    else this.#show(this.#place, false);
  }

  get definition() {
    return this.#definition;
  }

  set definition(definition) {
    this.#definition = definition;
    if (this.isConnected) this.#begin();
  }

  get words() {
    return this.#words;
  }

  set words(words) {
    this.#words = words ?? {};
    if (this.#shown) void this.#speak();
  }

  get headingLevel() {
    return Number(this.getAttribute('heading-level')) || 2;
  }

  set headingLevel(level) {
    this.setAttribute('heading-level', String(level));
  }

  get answers(): Record<string, string | DetailedAnswer> {
    return this.#shown?.sheet.answers() ?? {};
  }

  set answers(answers) {
    const given = JSON.stringify(answers ?? {});
    if (given === this.#given) return;
    this.#given = given;
    this.#scored(() => {
      this.#fill(given);
      this.#show(this.#place, false);
    });
  }

  get value() {
    if (!this.#shown) return '';
    const { id, edition } = this.#shown.sheet.view;
    return JSON.stringify({ framework: `${id}@${edition}`, answers: this.answers });
  }

  set value(value) {
    try {
      this.answers = JSON.parse(value || '{}').answers;
    } catch {
      this.#refuse(failure('answers', 'the value is no answer sheet'));
    }
  }

  get assessment(): AssessmentData | null {
    return this.#shown?.sheet.assess() ?? null;
  }

  get form() {
    return this.#internals.form;
  }

  get labels() {
    return this.#internals.labels;
  }

  get validity() {
    return this.#internals.validity;
  }

  get validationMessage() {
    return this.#internals.validationMessage;
  }

  get willValidate() {
    return this.#internals.willValidate;
  }

  checkValidity() {
    return this.#internals.checkValidity();
  }

  reportValidity() {
    return this.#internals.reportValidity();
  }

  reset() {
    if (!this.#shown) return;
    if (this.#key) forget(this.#key, this.resume);
    this.#shown.sheet.clear();
    this.#at = undefined;
    this.#say();
    this.#show(this.#first);
    this.#tell('shisei-reset', {});
  }

  formResetCallback() {
    this.reset();
  }

  formDisabledCallback() {
    this.#able();
  }

  get #lang() {
    return langOf(this.closest<HTMLElement>('[lang]')?.lang || navigator.language);
  }

  get #first(): Place {
    return this.skipStart ? 0 : 'start';
  }

  #tone() {
    tone(this, this.#frame, this.theme);
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
    this.#page.ariaBusy = 'true';
    this.#page.lang = lang;
    this.#page.replaceChildren(h('p', {}, loading[lang]));
    this.#mark('loading');
    return this.#doing(
      async () => {
        const loaded = await this.#load();
        const { default: view, words } = await loaded.texts(lang);
        const sheet = new Sheet(view, this.only);
        const text = kept(keyOf(this.id, sheet), this.resume);
        if (text !== null || this.#given || (this.share && linked())) sheet.scorer = await loaded.scorer;
        return { loaded, words: { ...words, ...this.#words }, sheet };
      },
      (shown) => {
        this.#shown = shown;
        this.#awaitScorer(shown);
        this.#at = undefined;
        this.#place = this.#first;
        this.#page.lang = this.#notice.lang = lang;
        this.#say();
        this.#claim(shown);
        this.#recall(shown);
        this.#deal();
        this.#tell('shisei-ready', { framework: `${shown.sheet.view.id}@${shown.sheet.view.edition}` });
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
  #scored(use: (shown: Shown) => void) {
    const shown = this.#shown;
    if (shown?.sheet.scorer) use(shown);
    else shown?.loaded.scorer.then(() => shown === this.#shown && use(shown), () => {});
  }

  async #load(): Promise<Loaded> {
    if (this.#definition !== null) return own(this.#definition, this.#lang);
    if (this.src) return own(await ownText(this.src), this.#lang);
    return builtIn(this.framework, this.#lang, this.resume || (this.share && linked()));
  }

  /** The same page in other words; answers stay. */
  #speak() {
    const lang = this.#lang;
    const { loaded } = this.#shown ?? {};
    return this.#doing(
      async () => Promise.all([loaded?.texts(lang), loaded?.scorer]),
      ([texts, scorer]) => {
        if (!texts || !loaded) return;
        const sheet = new Sheet(texts.default, this.only, scorer);
        sheet.fill(this.answers);
        this.#shown = { loaded, sheet, words: { ...texts.words, ...this.#words } };
        this.#page.lang = this.#notice.lang = lang;
        this.#say();
        this.#show(this.#place, false);
      },
    );
  }

  /** Nothing can be asked: people read why in their words, the host hears it in its own. */
  async #fail(error: unknown) {
    this.#drawn += 1;
    this.#shown = null;
    const words = await say(this.#lang).then((words) => ({ ...words, ...this.#words }), () => null);
    const code = this.#refuse(error);
    this.#say();
    this.#mark('error');
    this.#page.ariaBusy = null;
    this.#page.replaceChildren(h('p', { role: 'alert', part: 'error' }, [words?.failed, words?.errors[code]].filter(Boolean).join(words?.space)));
  }

  /** Tells the host what is wrong. */
  #refuse(error: unknown): string {
    const message = error instanceof Error ? error.message : String(error);
    const given = (error as { code?: unknown })?.code;
    const code = typeof given === 'string' ? given : 'load';
    this.#tell('shisei-error', { code, message });
    return code;
  }

  /** What says nothing of the answers goes up to the page; the rest is heard at the element alone. */
  #tell(type: string, detail: unknown, bubbles = true) {
    this.dispatchEvent(new CustomEvent(type, { detail, bubbles, composed: bubbles }));
  }

  #claim({ sheet, words }: Shown) {
    const key = keyOf(this.id, sheet);
    const owner = owners.get(key);
    const free = !owner || owner === this || !owner.isConnected;
    this.#key = free ? key : undefined;
    if (free) owners.set(key, this);
    else if (this.resume) {
      this.#say(words.sameKey);
      this.#refuse(failure('same-key', key));
    }
  }

  /** Answers of the host come first, then those of a link, then those kept; what is damaged is said. */
  #recall({ sheet, words }: Shown) {
    if (this.#given) return this.#fill(this.#given);
    const link = this.share ? fromLink(sheet) : 'none';
    const found = link === 'none' && this.#key ? recall(kept(this.#key, this.resume), sheet) : link;
    if (found === 'none') return;
    if (found === 'damaged') return this.#say(link === found ? words.damagedLink : words.damagedStore);
    const { taken, at } = found;
    if (taken > 0) this.#say(words.unfit(taken));
    // Within a visit people go on where they were; on the next they are asked.
    if (link === 'none' && !this.resume) {
      if (typeof at === 'number' && sheet.asked.includes(at)) this.#at = at;
      this.#place = at === 'review' || at === 'result' ? at : at === 'start' ? this.#place : 0;
    } else if (taken === 0 && this.skipStart) this.#say(words.resumed);
  }

  #fill(given: string) {
    const unfit = this.#shown?.sheet.fill(JSON.parse(given));
    if (unfit !== 0) this.#refuse(failure('answers', `${unfit ?? 'all'} of the answers do not fit`));
  }

  #say(...content: Child[]) {
    const [first, ...rest] = content;
    this.#notice.replaceChildren(...(first ? [h('p', { class: 'open' }, first, ...rest)] : []));
  }

  #keep() {
    if (!this.#shown || !this.#key) return;
    const { sheet, words } = this.#shown;
    const at = typeof this.#place === 'number' ? (this.#at ?? 0) : this.#place;
    try {
      if (sheet.done() > 0 || kept(this.#key, this.resume) !== null) store(this.#key, this.resume, sheet, at);
    } catch {
      if (this.resume) this.#say(words.noStore);
    }
  }

  /** What a style sheet of the host can ask for: `shisei-quiz:state(done)`. */
  #mark(...now: (string | false | undefined)[]) {
    const { states } = this.#internals;
    // Before 2024 browsers have none, or want another form of name.
    if (!CSS.supports('selector(:state(a))')) return;
    states.clear();
    for (const state of now) if (state) states.add(state);
  }

  /** Tells the form, and the style sheets of the page. */
  #report() {
    if (!this.#shown) return;
    const { sheet, words } = this.#shown;
    const done = sheet.open().length === 0 && sheet.unexplained().length === 0;
    const result = this.#place === 'result' && this.assessment;
    const outcome = result && landed(sheet.view, result);
    this.#mark(typeof this.#place === 'number' ? 'questions' : this.#place, done && 'done', outcome ? `outcome-${outcome.id}` : '');
    this.#internals.setFormValue(this.value);
    if (this.required && !done) {
      const first = this.#page.querySelector<HTMLElement>('input, button') ?? this.#page;
      this.#internals.setValidity({ valueMissing: true }, words.progress(sheet.done(), sheet.asked.length), first);
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
    const letters = this.clientWidth / parseFloat(getComputedStyle(this.#frame).fontSize);
    this.#mode = this.mode === 'auto' ? (letters < NARROW ? 'one' : 'group') : this.mode;
    this.#pages = pages(sheet, this.#mode);
    this.#at ??= typeof this.#place === 'number' ? (sheet.open()[0] ?? sheet.asked[0]) : undefined;
    this.#show(typeof this.#place === 'number' ? this.#pageOf(this.#at) : this.#place, false);
  }

  #popped = ({ state }: PopStateEvent) => {
    if (this.history && this.#shown) this.#show(state?.[this.#key ?? ''] ?? this.#first, true, false);
  };

  #show(place: Place, moved = true, entered = moved) {
    if (!this.#shown) return;
    const { sheet } = this.#shown;
    if (typeof place === 'number') {
      place = Math.min(place, this.#pages.length - 1);
      if (moved || !this.#pages[place]?.includes(this.#at ?? -1)) this.#at = this.#pages[place]?.[0];
    }
    if (place !== this.#place && moved) this.#say();
    this.#place = place;
    this.#update = () => {};
    this.#draw(this.#parts(this.#shown, place), moved);
    this.#report();
    if (!moved) return;
    this.#keep();
    if (entered && this.history) history.pushState({ ...history.state, [this.#key ?? '']: place }, '');
    const target = this.#page.querySelector<HTMLElement>(this.#mode === 'one' ? 'fieldset, [tabindex]' : '[tabindex]:not(fieldset)');
    target?.focus({ preventScroll: true });
    if (this.getBoundingClientRect().top < 0) this.scrollIntoView({ block: 'start' });
    this.#tell('shisei-page', { place, count: this.#pages.length, answered: sheet.done() });
  }

  /** Draws a page; to those who wait for the first the part in sight is shown before the rest is made. */
  #draw([first, ...others]: Part[], moved: boolean) {
    const drawn = ++this.#drawn;
    const level = this.headingLevel - 2;
    const levelled = () => {
      if (level)
        for (const heading of this.#page.querySelectorAll('h2, h3, h4'))
          heading.ariaLevel = String(Number(heading.localName[1]) + level);
    };
    const draw = () => {
      if (drawn !== this.#drawn) return;
      this.#page.append(...others.flatMap((part) => part()));
      levelled();
      this.#page.ariaBusy = null;
    };
    this.#page.replaceChildren(...(first?.() ?? []));
    if (this.#page.ariaBusy && !moved && !document.hidden) afterPaint(draw);
    else draw();
  }

  #parts(shown: Shown, place: Place): Part[] {
    const { sheet, words } = shown;
    if (typeof place === 'number') return this.#questions(shown, place);
    if (place === 'start') return [() => start(sheet, words, this.resume, () => this.#go(), () => this.#again())];
    return [() => (place === 'review' ? this.#review(shown) : this.#result(shown))];
  }

  /** Into the questions, to the first open one. */
  #go() {
    const open = this.#shown?.sheet.open()[0];
    if (open === undefined) this.#finish();
    else this.#goTo(open);
  }

  #questions({ sheet, words }: Shown, place: number): Part[] {
    const way: Way = {
      back: place > 0 ? () => this.#show(place - 1) : this.skipStart ? undefined : () => this.#show('start'),
      next: () => this.#show(place + 1),
      goTo: (at) => this.#goTo(at),
      finish: () => this.#finish(),
    };
    const last = place === this.#pages.length - 1;
    const asked = {
      sheet,
      words,
      changed: (at: number, settled: boolean) => this.#changed(at, settled),
      onward: () => {
        if (this.advance === 'auto' && this.#mode === 'one' && !last) setTimeout(() => this.#place === place && this.#show(place + 1), 200);
      },
      disabled: this.matches(':disabled'),
      alone: this.#mode === 'one',
    };
    const { parts, update } = asking(asked, this.#pages[place] ?? [], this.#mode, last, way);
    this.#update = update;
    const [first, ...others] = parts;
    const title = h('h2', { part: 'title', class: 'hidden' }, sheet.view.title);
    return [() => [title, ...(first?.() ?? [])], ...others];
  }

  #changed(at: number, settled: boolean) {
    this.#at = at;
    this.#say();
    this.#report();
    afterPaint(() => this.#update());
    this.#scored(({ sheet }) => {
      this.#keep();
      const reason = sheet.wantsReason(at) ? { reason: sheet.reason(at) } : {};
      if (settled) this.#tell('shisei-answer', { control: sheet.view.controls[at]?.id, choice: sheet.choice(at)?.id, ...reason }, false);
    });
  }

  /** What is open is shown before the result. */
  #finish() {
    this.#scored(({ sheet }) => {
      if (sheet.open().length || sheet.unexplained().length) this.#show('review');
      else this.#complete();
    });
  }

  #top = (words: Words) => h('div', { class: 'top' }, button(`‹ ${words.back}`, () => this.#show(this.#pageOf(this.#at)), 'plain back'));

  #review({ sheet, words }: Shown): HTMLElement[] {
    return [
      this.#top(words),
      h('h2', { part: 'title', class: 'small' }, sheet.view.title),
      h('h3', { tabindex: -1 }, words.review),
      ...review(sheet, words, (at) => this.#goTo(at), () => this.#complete()),
    ];
  }

  #result(shown: Shown): HTMLElement[] {
    const { sheet, words } = shown;
    const assessment = sheet.assess();
    if (!assessment) return [];
    if (wanting(sheet) > 0) return this.#review(shown);
    const taking = {
      sheet,
      words,
      assessment,
      address: this.share ? this.shareUrl : null,
      who: this.#who,
      told: (kind: string) => this.#tell('shisei-take', { kind }),
      change: () => this.#show(0),
      again: () => this.#again(),
    };
    return [
      h('h2', { part: 'title', class: 'small' }, sheet.view.title),
      h('div', { class: 'line' }, h('h3', { tabindex: -1 }, words.yourResult), h('span', { class: 'caption' }, dated(today(), words.tag))),
      h('div', { class: 'result' }, ...result(sheet, words, assessment)),
      take(taking),
      h('p', { class: 'caption', part: 'self' }, words.selfAssessment),
      paper(sheet, words, assessment, this.#who),
    ];
  }

  /** Starts again; one tap brings the answers back. */
  #again() {
    const { words } = this.#shown ?? {};
    const before = JSON.stringify(this.answers);
    this.reset();
    if (!words) return;
    const undo = () => {
      this.#fill(before);
      this.#say();
      this.#show(this.#first);
      this.#keep();
    };
    this.#say(words.cleared, ' ', button(words.undo, undo));
  }

  #pageOf(at: number | undefined): number {
    return Math.max(0, this.#pages.findIndex((page) => page.includes(at ?? -1)));
  }

  #goTo(at: number) {
    this.#show(this.#pageOf(at));
    this.#at = at;
    if (this.#mode === 'one') return;
    const question = this.#page.querySelector(`[data-at="${at}"]`);
    question?.scrollIntoView({ block: 'start' });
    const field = ['textarea', 'input:checked', 'input'].map((one) => question?.querySelector<HTMLElement>(one));
    field.find(Boolean)?.focus();
  }

  #complete() {
    const assessment = this.assessment;
    if (assessment && this.#shown && wanting(this.#shown.sheet) === 0) this.#tell('shisei-complete', assessment, false);
    this.#show('result');
  }
}

reflect(ShiseiQuiz.prototype);
if (globalThis.customElements && !customElements.get('shisei-quiz'))
  customElements.define('shisei-quiz', ShiseiQuiz);
