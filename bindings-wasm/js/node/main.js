// In Node the module is read from beside this file.
import { readFileSync } from 'node:fs';

import * as raw from '../../glue/shisei.js';

raw.initSync({ module: readFileSync(new URL('./shisei_bg.wasm', import.meta.url)) });

export { raw };
