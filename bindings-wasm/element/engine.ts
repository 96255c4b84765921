// The wasm module that scores by position; see `src/engine.rs` for what its functions mean.
import { buffer } from '../js/bytes.js';
import type { Scorer } from './load.js';

interface Engine {
  memory: WebAssembly.Memory;
  room(length: number): number;
  place(): number;
  load(): number;
  assess(framework: number): number;
}

let module: Promise<Engine> | undefined;

async function start(bytes: Promise<Uint8Array<ArrayBuffer>>): Promise<Engine> {
  return (await WebAssembly.instantiate(await bytes)).instance.exports as unknown as Engine;
}

/** Reads the rules of a framework; `undefined` when they are damaged or of another version. */
export async function load(source: () => Promise<Uint8Array<ArrayBuffer>>) {
  const engine = await (module ??= start(source()));
  const { put, take } = buffer(engine);
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
