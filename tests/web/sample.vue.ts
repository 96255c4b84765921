// Checked by the TypeScript compiler only: the quiz in a Vue template.
import type {} from 'shisei/vue';
import type { GlobalComponents } from 'vue';

type Given = InstanceType<GlobalComponents['shisei-quiz']>['$props'];

export const right: Given = { framework: 'five-basics', mode: 'one', 'onShisei-complete': ({ detail }) => console.log(detail.tally.met) };
// @ts-expect-error there is no such mode
export const wrong: Given = { mode: 'some' };
