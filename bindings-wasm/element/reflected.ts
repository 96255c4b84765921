// Properties of the element that are attributes of the same name.

/** What each is without its attribute. */
const REFLECTED = {
  ...{ framework: '', src: '', mode: 'auto', name: '', only: '', theme: 'auto', advance: '', shareUrl: '' },
  ...{ resume: false, share: false, required: false, disabled: false, history: false, skipStart: false },
};

/** All properties that may be set before the element is defined. */
export const PROPERTIES = [...Object.keys(REFLECTED), 'definition', 'answers', 'value', 'words', 'headingLevel'];

export function reflect(prototype: object) {
  for (const [name, fallback] of Object.entries(REFLECTED)) {
    const attribute = name.replace(/[A-Z]/, (letter) => `-${letter.toLowerCase()}`);
    Object.defineProperty(prototype, name, {
      get(this: HTMLElement) {
        const text = this.getAttribute(attribute);
        return fallback === false ? text !== null : (text ?? fallback);
      },
      set(this: HTMLElement, value: unknown) {
        const text = fallback === false ? (value ? '' : null) : value;
        if (text === null || text === undefined) this.removeAttribute(attribute);
        else this.setAttribute(attribute, String(text));
      },
      configurable: true,
      enumerable: true,
    });
  }
}
