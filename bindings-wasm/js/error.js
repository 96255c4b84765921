/** An input that was refused. `code` says what, `problems` names everything that is wrong. */
export class ShiseiError extends Error {
  /** @param {import('../types/index.js').ErrorReport} report */
  constructor(report) {
    super(report.message);
    this.name = 'ShiseiError';
    this.code = report.code;
    this.problems = report.problems;
  }
}

/**
 * The wasm side throws error reports as JSON; everything else passes as it is.
 * @template T
 * @param {() => T} call
 * @returns {T}
 */
export function refusing(call) {
  try {
    return call();
  } catch (thrown) {
    throw typeof thrown === 'string' ? new ShiseiError(JSON.parse(thrown)) : thrown;
  }
}
