/** How far the bytes of a wasm module are shifted: most of its instructions then print. */
const SHIFT = 35;

/** The bytes of a text that `frameworks.js` packed: the low eight bits of each character. */
export function bytes(text, shift = 0) {
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at += 1) bytes[at] = text.charCodeAt(at) - shift;
  return bytes;
}

/** The wasm module of such a text. */
export const wasm = (text) => bytes(text, SHIFT);

/** Bytes as such a text, for a script can hold nothing else. What ASCII prints takes a byte, the rest two. */
export function packed(bytes, shift = 0) {
  const printed = (code) => code >= 0x20 && code < 0x7f && code !== 0x22 && code !== 0x5c;
  const char = (code) => String.fromCharCode(printed(code) ? code : 0x100 + code);
  return Array.from(bytes, (byte) => char((byte + shift) & 255)).join('');
}

/** A wasm module as such a text: compressed, it is 2 % larger than the module; base64 is 30 % larger. */
export const packedWasm = (module) => packed(module, SHIFT);

/** The one buffer through which bytes go into a module without glue and come out of it. */
export function buffer(engine) {
  const at = (place, length) => new Uint8Array(engine.memory.buffer, place, length);
  return {
    // Room is made before the memory is looked at: that may move it.
    put: (bytes) => at(engine.room(bytes.length), bytes.length).set(bytes),
    take: (length) => at(engine.place(), length).slice(),
  };
}
