export function bytes(text: string): Uint8Array<ArrayBuffer>;
export function wasm(text: string): Uint8Array<ArrayBuffer>;

interface Buffered {
  memory: WebAssembly.Memory;
  room(length: number): number;
  place(): number;
}

export function buffer(engine: Buffered): {
  put(bytes: Uint8Array): void;
  take(length: number): Uint8Array<ArrayBuffer>;
};

/** Bytes as a text that a script can hold. */
export function packed(bytes: Uint8Array): string;
