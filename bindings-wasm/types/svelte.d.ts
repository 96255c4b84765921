/** `import type {} from 'shisei/svelte'`: `<shisei-quiz>` in Svelte 5. */
import type { QuizEvents, QuizProperties } from './quiz.js';

type Props = QuizProperties & {
  [Type in keyof QuizEvents as `on${Type}`]?: (event: QuizEvents[Type]) => void;
};

declare global {
  namespace svelteHTML {
    interface IntrinsicElements {
      'shisei-quiz': Props & { class?: string; id?: string; slot?: string; children?: unknown };
    }
  }
}
