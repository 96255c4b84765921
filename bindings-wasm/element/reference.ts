/** `self-assessment` becomes `self-assessment@4.0`: of the editions of an id, the first is meant. */
export const resolve = (names: string[], reference: string) =>
  names.find((name) => name === reference || name.startsWith(`${reference}@`));
