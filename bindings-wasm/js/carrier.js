// Bytes of the large module. Each entry of the package says where it has them from.
export const carrier = {
  /** @type {() => Uint8Array} */
  shisei: undefined,
};
