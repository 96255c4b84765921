/** `quiz.css`, made small by the build. */
declare module 'shisei-style' {
  const text: string;
  export default text;
}
