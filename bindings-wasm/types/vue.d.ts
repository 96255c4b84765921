/** `import type {} from 'shisei/vue'`: `<shisei-quiz>` in templates and render functions of Vue 3. */
import type { DefineComponent, EmitsToProps, PublicProps } from 'vue';
import type { QuizEvents, QuizProperties } from './quiz.js';

type Emits = { [Type in keyof QuizEvents]: (event: QuizEvents[Type]) => void };

declare module 'vue' {
  interface GlobalComponents {
    'shisei-quiz': DefineComponent<QuizProperties & EmitsToProps<Emits> & PublicProps>;
  }
}
