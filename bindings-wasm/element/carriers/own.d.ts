/** The part of the package that reads custom frameworks. */
declare module 'shisei-own' {
  export { ownFramework } from 'shisei';
}
