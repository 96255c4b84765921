// The wasm module that scores by position; see `src/engine.rs` for what its functions mean.
import { buffer } from '../js/bytes.js';
import type { Scorer } from './load.js';

export interface Engine {
  memory: WebAssembly.Memory;
  room(length: number): number;
  place(): number;
  load(): number;
  assess(framework: number): number;
  percent(creditHigh: number, credit: number, ofHigh: number, of: number): number;
}

/** Numbers beyond 32 bits go over in halves; of each half the engine takes the whole part. */
const HALF = 2 ** 32;

let module: Promise<Engine> | undefined;

type Source = () => Promise<Uint8Array<ArrayBuffer>>;

/** A page may refuse WebAssembly; the same in plain JavaScript is slower and larger, but there. */
async function start(source: Source, plain?: () => Promise<Engine>): Promise<Engine> {
  try {
    return (await WebAssembly.instantiate(await source())).instance.exports as unknown as Engine;
  } catch (error) {
    if (plain) return plain();
    throw error;
  }
}

/** What reads the rules of a framework; `undefined` when they are damaged or of another version. */
export async function reader(source: Source, plain?: () => Promise<Engine>) {
  const engine = await (module ??= start(source, plain));
  const { put, take } = buffer(engine);
  return (rules: Uint8Array): Scorer | undefined => {
    put(rules);
    const framework = engine.load();
    if (!framework) return;
    return {
      percent: ({ credit, of }) => engine.percent(credit / HALF, credit, of / HALF, of),
      assess: (positions) => {
        put(positions);
        const length = engine.assess(framework);
        return length ? JSON.parse(new TextDecoder().decode(take(length))) : undefined;
      },
    };
  };
}
