/** The engine of the quiz as plain JavaScript, made by wasm2js. */
declare module 'shisei-plain' {
  export const memory: WebAssembly.Memory;
  export function room(length: number): number;
  export function place(): number;
  export function load(): number;
  export function assess(framework: number): number;
  export function percent(creditHigh: number, credit: number, ofHigh: number, of: number): number;
}
