// The wasm module that scores by position; see `src/engine.rs` for what its functions mean.
import type { Scorer } from './load.js';

interface Engine {
  memory: WebAssembly.Memory;
  room(length: number): number;
  place(): number;
  load(): number;
  assess(framework: number): number;
}

let module: Promise<Engine> | undefined;

async function start(source: URL | Uint8Array<ArrayBuffer>): Promise<Engine> {
  const bytes = source instanceof URL ? await (await fetch(source)).arrayBuffer() : source;
  return (await WebAssembly.instantiate(bytes)).instance.exports as unknown as Engine;
}

/** Reads the rules of a framework; `undefined` when they are damaged or of another version. */
export async function load(source: () => URL | Uint8Array<ArrayBuffer>) {
  const engine = await (module ??= start(source()));
  // Asked for first: making room may move the memory.
  const buffer = (place: number, length: number) => new Uint8Array(engine.memory.buffer, place, length);
  const put = (bytes: Uint8Array) => buffer(engine.room(bytes.length), bytes.length).set(bytes);
  const take = (length: number) => buffer(engine.place(), length).slice();
  return (rules: Uint8Array): Scorer | undefined => {
    put(rules);
    const framework = engine.load();
    if (!framework) return;
    return {
      assess: (positions) => {
        put(positions);
        const length = engine.assess(framework);
        return length ? JSON.parse(new TextDecoder().decode(take(length))) : undefined;
      },
    };
  };
}
