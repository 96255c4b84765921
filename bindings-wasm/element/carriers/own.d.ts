/** The part of the package that reads and checks custom frameworks. */
declare module 'shisei-own' {
  import type { Lang } from 'shisei';
  import type { CompiledFramework } from 'shisei/quiz';

  export function compiled(text: string, lang: Lang): CompiledFramework;
}
