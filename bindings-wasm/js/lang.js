/** Language of error messages. */
export const DEFAULT_LANG = 'en';
