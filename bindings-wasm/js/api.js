export { call, callJson } from './call.js';
export * from './catalog.js';
export { Assessment } from './assessment.js';
export { ShiseiError } from './error.js';
export { Framework } from './framework.js';
// Every other function of the core by its name: written by the build.
export * from '../glue/functions.js';
