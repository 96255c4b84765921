import { createApp, h, ref } from 'vue';
import 'shisei/quiz';

// In a template: <shisei-quiz framework="five-basics" mode="one" @shisei-complete="…" />, with
// `compilerOptions.isCustomElement` set for `shisei-quiz`.
createApp({
  setup() {
    const met = ref(null);
    return () => [
      h('h1', 'Self-assessment'),
      h('shisei-quiz', {
        framework: 'five-basics',
        mode: 'one',
        resume: true,
        'onShisei-complete': ({ detail }) => (met.value = detail.tally.met),
      }),
      met.value !== null && h('output', `${met.value} done`),
    ];
  },
}).mount('#app');
