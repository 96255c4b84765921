import type { Lang, State } from '../types/index.js';

const en = {
  loading: 'Loading…',
  failed: 'The questionnaire could not be loaded.',
  why: 'Why it matters',
  whenNotApplicable: 'When "does not apply" is a valid answer',
  back: 'Back',
  next: 'Next',
  finish: 'Show the result',
  change: 'Change answers',
  again: 'Start again',
  progress: (done: number, all: number) => `${done} of ${all} answered`,
  page: (at: number, all: number) => `Part ${at} of ${all}`,
  result: 'Your result',
  points: (value: string, max: number) => `${value} of ${max} points`,
  range: (low: string, high: string) => (low === high ? low : `${low} to ${high}`),
  coverage: (value: string) => `${value} % covered`,
  derived: 'This figure is counted by this tool; the publisher gives none.',
  derivedOutcome: 'This level is derived by this tool; the publisher gives none.',
  outcome: 'Where you stand',
  none: 'none yet',
  open: (count: number) =>
    `${count} ${count === 1 ? 'question is' : 'questions are'} unanswered, so the result is a range.`,
  parts: 'By part',
  part: 'Part',
  score: 'Result',
  counts: 'Done',
  findings: 'What to do next',
  nothing: 'Nothing is missing here.',
  more: (count: number) => `${count} more`,
  worth: (points: number) => `+${points} ${points === 1 ? 'point' : 'points'}`,
  source: 'Source',
  doubt: 'Not certain',
  unverified: 'not verified against the publisher’s text',
  self: 'This is a self-assessment. Nobody else has verified it.',
  states: {
    met: 'done',
    partial: 'partly done',
    unmet: 'not done',
    unknown: 'don’t know',
    unanswered: 'unanswered',
    'not-applicable': 'does not apply',
    accepted: 'risk accepted',
  } satisfies Record<State, string>,
};

export type Words = typeof en;

const ja: Words = {
  loading: '読み込んでいます…',
  failed: '質問を読み込めませんでした。',
  why: 'なぜ大切か',
  whenNotApplicable: '「該当しない」を選べる場合',
  back: '戻る',
  next: '次へ',
  finish: '結果を見る',
  change: '回答を直す',
  again: 'はじめからやり直す',
  progress: (done, all) => `${all}問中${done}問に回答済み`,
  page: (at, all) => `${all}部中の${at}`,
  result: '診断の結果',
  points: (value, max) => `${max}点中${value}点`,
  range: (low, high) => (low === high ? low : `${low}～${high}`),
  coverage: (value) => `実施の割合 ${value}%`,
  derived: 'この値はこのツールで数えたもので、公表元のものではありません。',
  derivedOutcome: 'この段階はこのツールで導いたもので、公表元のものではありません。',
  outcome: '現在の位置',
  none: 'まだなし',
  open: (count) => `未回答が${count}問あるため、結果には幅があります。`,
  parts: '部ごとの結果',
  part: '部',
  score: '結果',
  counts: '実施',
  findings: '次にすること',
  nothing: '足りないところはありません。',
  more: (count) => `ほかに${count}件`,
  worth: (points) => `+${points}点`,
  source: '出典',
  doubt: '確かでない点',
  unverified: '公表元の本文では未確認',
  self: 'これは自己診断の結果です。第三者が確かめたものではありません。',
  states: {
    met: '実施している',
    partial: '一部実施',
    unmet: '実施していない',
    unknown: 'わからない',
    unanswered: '未回答',
    'not-applicable': '該当しない',
    accepted: 'リスクを受容',
  },
};

export const words: Record<Lang, Words> = { ja, en };

/** The language of a tag such as `ja-JP`; English when we have no other. */
export function langOf(tag: string): Lang {
  return tag.toLowerCase().split('-')[0] === 'ja' ? 'ja' : 'en';
}
