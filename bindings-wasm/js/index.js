// Everything, for browsers and bundlers: no file is fetched, so there is none to be found beside it.
import packed from '../glue/bytes/shisei.js';
import { wasm } from './bytes.js';
import { carrier } from './carrier.js';

carrier.shisei = () => wasm(packed);

export * from './api.js';
