// Bytes of the two large modules. Each entry of the package says where it has them from.
export const carrier = {
  /** @type {() => Uint8Array} */
  shisei: undefined,
  /** @type {() => Promise<Uint8Array>} */
  own: undefined,
};
