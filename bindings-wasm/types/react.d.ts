/** `import type {} from 'shisei/react'`: `<shisei-quiz>` in JSX, for React 19. */
import type { HTMLAttributes, Ref } from 'react';
import type { QuizEvents, QuizProperties, ShiseiQuiz } from './quiz.js';

type Props = QuizProperties & {
  [Type in keyof QuizEvents as `on${Type}`]?: (event: QuizEvents[Type]) => void;
};

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'shisei-quiz': Props & Omit<HTMLAttributes<ShiseiQuiz>, keyof Props> & { ref?: Ref<ShiseiQuiz>; class?: string };
    }
  }
}
