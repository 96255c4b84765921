// Whether the page around is dark: by its text, so that a page is understood that is dark by style
// sheet alone, without `color-scheme`.

/** Nothing where the colour is in a form that browsers leave as written. */
function light(colour: string): boolean | undefined {
  const [r, g, b] = /^rgba?\((\d+), (\d+), (\d+)/.exec(colour)?.slice(1).map(Number) ?? [];
  return b === undefined ? undefined : 2 * (r ?? 0) + 7 * (g ?? 0) + b > 1275;
}

/** Gives `root` the class that `theme` or the page around the element asks for. */
export function tone(element: HTMLElement, root: HTMLElement, theme: string) {
  const own = theme === 'light' || theme === 'dark';
  const dark = own ? theme === 'dark' : light(getComputedStyle(element).color);
  root.className = ['root', own && 'own', dark !== undefined && (dark ? 'dark' : 'light')].filter(Boolean).join(' ');
}

/** Calls `changed` when the page around may have changed its colours; gives what ends that. */
export function watchTone(changed: () => void): () => void {
  const seen = new MutationObserver(() => requestAnimationFrame(changed));
  for (const one of [document.documentElement, document.body])
    seen.observe(one, { attributes: true });
  const scheme = matchMedia('(prefers-color-scheme: dark)');
  scheme.addEventListener('change', changed);
  return () => {
    seen.disconnect();
    scheme.removeEventListener('change', changed);
  };
}
