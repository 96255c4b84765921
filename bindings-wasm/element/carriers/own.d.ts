/** The part of the package that reads frameworks of one's own. */
declare module 'shisei-own' {
  export { ownFramework } from 'shisei';
}
