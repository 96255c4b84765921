let own;

/** The module that reads frameworks, fetched when it is first asked for. */
export async function loadOwn() {
  own ??= import('../../glue/own.js').then(async (module) => {
    await module.default({ module_or_path: new URL('./own_bg.wasm', import.meta.url) });
    return module;
  });
  return own;
}
