/** Throws what the wasm side refuses as a `ShiseiError`. */
export function refusing<T>(call: () => T): T;
