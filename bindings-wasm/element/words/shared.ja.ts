// Generated from core/src/text/words.toml by `cargo xtask words`.

export const join = {
  'all': '次のすべて',
  'any': '次のどれか一つ',
};
export const mark = {
  'confirmed': '確認済み',
  'single-source': '出典一つ',
  'unverified': '未確認',
};
export const origin = {
  'derived': '独自',
  'official': '公式',
};
export const state = {
  'accepted': 'リスクを受容',
  'met': '実施している',
  'not-applicable': '該当しない',
  'partial': '一部実施している',
  'unanswered': '未回答',
  'unknown': 'わからない',
  'unmet': '実施していない',
};
export const status = {
  'current': '現行の版',
  'superseded': '後の版に替わった版',
  'upcoming': 'まだ始まっていない版',
};
export const tierState = {
  'missed': '届いていない',
  'open': '未回答しだい',
  'reached': '届いている',
};
export const atBest = '高い場合';
export const atWorst = '低い場合';
export const band = '区分';
export const coverage = '実施度';
export const credit = '実施度の分子';
export const creditOf = '実施度の分母';
export const doubts = '確かでないこと';
export const findings = '取り組む項目（効果の大きい順）';
export const ifReached = '届いた場合：';
export const item = '項目';
export const missing = '足りない項目';
export const next = '次にすること';
export const noFindings = '足りない項目は見つかりませんでした。この状態を保ち、定期的に見直しましょう。';
export const none = 'なし';
export const outcome = '区分・段階';
export const part = '部分';
export const parts = '部分ごとの結果';
export const points = '点数';
export const problem = '問題';
export const problemCode = '問題の種類';
export const problems = 'すべての問題';
export const reason = '理由';
export const result = '結果';
export const selfAssessment = '自分の回答だけに基づく自己評価です。第三者が確かめたものではなく、何かを証明するものでもありません。';
export const source = '出典';
export const tier = '段階';
export const unverifiedMeans = '公表元の文書では未確認の内容です（ほかの出典はありえます）。使う前に原文を確かめてください。';
export const whole = '全体';
export const colon = '：';
export const comma = '、';
export const space = '';
export const stop = '。';
export const aside = (text: string | number) => `（${text}）`;
export const coverageOf = (value: string | number) => `実施度${value}%`;
export const gain = (n: number) => `+${n}点`;
export const moreItems = (n: number) => `ほかに${n}項目`;
export const pointsOf = (value: string | number, max: string | number) => `${max}点満点中${value}点`;
export const questions = (n: number) => `${n}問`;
export const range = (low: string | number, high: string | number) => `${low}～${high}`;
