// Checked by the TypeScript compiler only: the quiz in Svelte markup, which svelte-check reads so.
import type {} from 'shisei/svelte';

type Given = svelteHTML.IntrinsicElements['shisei-quiz'];

export const right: Given = { framework: 'five-basics', mode: 'one', 'onshisei-complete': ({ detail }) => console.log(detail.tally.met) };
// @ts-expect-error there is no such mode
export const wrong: Given = { mode: 'some' };
