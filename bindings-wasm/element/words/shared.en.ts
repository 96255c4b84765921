// Generated from core/src/text/words.toml by `cargo xtask words`.

export const join = {
  'all': 'All of these',
  'any': 'Any one of these',
};
export const mark = {
  'confirmed': 'confirmed',
  'single-source': 'single source',
  'unverified': 'unverified',
};
export const origin = {
  'derived': 'unofficial',
  'official': 'official',
};
export const state = {
  'accepted': 'Risk accepted',
  'met': 'Met',
  'not-applicable': 'Does not apply',
  'partial': 'Partly met',
  'unanswered': 'Unanswered',
  'unknown': 'Don\'t know',
  'unmet': 'Not met',
};
export const status = {
  'current': 'current edition',
  'superseded': 'superseded by a later edition',
  'upcoming': 'edition not yet in force',
};
export const tierState = {
  'missed': 'Not reached',
  'open': 'Depends on unanswered questions',
  'reached': 'Reached',
};
export const atBest = 'At best';
export const atWorst = 'At worst';
export const band = 'Band';
export const coverage = 'Coverage';
export const credit = 'Credit';
export const creditOf = 'Credit of full coverage';
export const doubts = 'What is not certain';
export const findings = 'What to work on, most valuable first';
export const ifReached = 'If reached: ';
export const item = 'Item';
export const missing = 'Missing';
export const next = 'What to do next';
export const noFindings = 'No gaps found. Keep it up and review it regularly.';
export const none = 'none';
export const outcome = 'Outcome';
export const part = 'Part';
export const parts = 'Results by part';
export const points = 'Points';
export const problem = 'Problem';
export const problemCode = 'Kind of problem';
export const problems = 'All problems';
export const reason = 'Reason';
export const result = 'Result';
export const selfAssessment = 'This is a self-assessment based only on the organisation\'s own answers. No third party has checked it; it is not a certificate.';
export const source = 'Source';
export const tier = 'Tier';
export const unverifiedMeans = 'Not checked against the publisher\'s text; other sources may exist. Check the original before you rely on it.';
export const whole = 'Whole';
export const colon = ': ';
export const comma = ', ';
export const space = ' ';
export const stop = '. ';
export const aside = (text: string | number) => ` (${text})`;
export const coverageOf = (value: string | number) => `Coverage ${value}%`;
export const gain = (n: number) => n === 1 ? `+${n} point` : `+${n} points`;
export const moreItems = (n: number) => n === 1 ? `${n} more item` : `${n} more items`;
export const pointsOf = (value: string | number, max: string | number) => `${value} of ${max} points`;
export const questions = (n: number) => n === 1 ? `${n} question` : `${n} questions`;
export const range = (low: string | number, high: string | number) => `${low} to ${high}`;
