// In a browser the module is fetched from beside this file.
import load, * as raw from '../../glue/shisei.js';

await load({ module_or_path: new URL('./shisei_bg.wasm', import.meta.url) });

export { raw };
