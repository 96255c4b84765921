export { call, callJson } from './call.js';
export * from './catalog.js';
export { ShiseiError } from './error.js';
export { Framework } from './framework.js';
export { ownFramework } from './own-framework.js';
// Every other function of the core by its name: written by the build.
export * from '../glue/functions.js';
