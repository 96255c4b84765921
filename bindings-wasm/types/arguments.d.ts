/** What the functions take: plain data, the same members as in the JSON of Rust and Python. */

import type { AnswerSheet, Definition, Lang, Localized, Origin, Verification } from './index.js';

/** Frameworks of one's own, found before the built-in ones. */
interface Own {
  definitions?: Definition[];
}

/** Relations between the controls of two framework editions, each `id@edition`. */
export interface Crosswalk {
  from: string;
  to: string;
  origin: Origin;
  verification: Verification;
  links: {
    from: string;
    to: string;
    relation: 'equal' | 'superset' | 'subset' | 'intersects';
    reason: Localized;
    verification?: Verification | null;
  }[];
}

/** What something costs its owner, in any unit: from nothing to done, or to each choice by id. */
export type Effort = number | Record<string, number>;

/** A firm. What is left out is not known. */
export interface Profile {
  /** Line of the size table: an industry, or a kind of body. */
  industry?: string | null;
  main_industry?: string | null;
  micro_class?: string | null;
  form?: 'company' | 'sole-proprietor' | 'body' | null;
  /** Capital or total investment, in yen. */
  capital_yen?: number | null;
  /** Regular employees, without officers and the sole proprietor. */
  employees?: number | null;
  telework?: boolean | null;
  carried_laptops?: boolean | null;
  devices?: number | null;
  agentless_devices?: boolean | null;
  ec_site?: 'none' | 'mall' | 'shop-service' | 'own' | null;
  iot_maker?: boolean | null;
}

export interface Offer {
  name: string;
  class?: string | null;
  monitoring?: string | null;
  devices?: number | null;
  yen_per_month?: number | null;
  /** Whether each element is there; what is not named is not known. */
  elements?: Record<string, boolean | null> | null;
}

export interface Asset {
  name: string;
  owner?: string | null;
  scenario?: string | null;
  confidentiality: number;
  integrity: number;
  availability: number;
  personal_data?: boolean | null;
  threat: number;
  vulnerability: number;
  treatment?: string | null;
  note?: string | null;
}

/** Assets as objects, or as a table with a heading row. */
export type Assets = { assets: Asset[]; csv?: null } | { csv: string; assets?: null };

export type IncidentCase =
  | 'ransomware'
  | 'leak'
  | 'stoppage'
  | 'targeted'
  | 'vulnerability'
  | 'unauthorised-access'
  | 'fraud'
  | 'general';

interface OneSheet extends Own {
  sheet: AnswerSheet;
}

interface TwoSheets extends Own {
  before: AnswerSheet;
  after: AnswerSheet;
}

/** Arguments by the name of the function. Days are `YYYY-MM-DD`. */
export interface Arguments {
  assess: OneSheet;
  bounds: OneSheet;
  peers: OneSheet;
  /** With `lang`, the explanation comes as text too. */
  explain: OneSheet & { lang?: Lang | null };
  /** Either a target to reach, or a budget of effort to spend. */
  plan: OneSheet & {
    /** A band or tier by id, or a number of points, or a percentage of the coverage. */
    target?: string | { outcome: string } | { points: number } | { coverage: number } | null;
    budget?: number | null;
    maximise?: 'outcome' | 'points' | 'coverage' | null;
    efforts?: Record<string, Effort>;
    forbidden?: string[];
  };
  diff: TwoSheets;
  score_change: TwoSheets;
  /** Without `to`, to the current edition. */
  migrate: OneSheet & { to?: string | null };
  carry_over: Own & { sheets: AnswerSheet[]; framework: string; crosswalks?: Crosswalk[] | null };
  /** Frameworks as `id`, `id@edition` or `id#tier`. */
  answer_once: Own & {
    sheets: AnswerSheet[];
    frameworks: string[];
    crosswalks?: Crosswalk[] | null;
  };
  consolidate: Own & {
    sites: { site: string; sheet: AnswerSheet }[];
    rule?: 'worst-of' | 'majority' | 'mean-rounded-down';
  };
  framework_diff: Own & { from: string; to: string };
  load_framework: { toml: string; json?: null } | { json: string; toml?: null };

  sme_class: Profile;
  monitoring_advice: Profile;
  security_action: {
    edition?: string | null;
    basics?: boolean | null;
    /** Whether it is done, or its sheet. */
    self_assessment?: boolean | AnswerSheet | null;
    policy?: boolean | null;
    policy_published?: boolean | null;
    gbizid?: 'none' | 'entry' | 'member' | 'prime' | null;
  };
  declaration_id: { id: string };
  declaration_uses: { declared?: 'none' | 'one' | 'two' | null; on?: string | null };
  /** The fields of the template: a text, a text in both languages, or a number. */
  policy_draft: Record<string, string | number | boolean | Localized | null>;
  footing: { sheets: AnswerSheet[] };
  label_life: {
    level: string;
    issued: string;
    on: string;
    expires?: string | null;
    revoked?: string | null;
    support_until?: string | null;
  };
  label_scope: {
    kind?: string | null;
    speaks_ip?: boolean | null;
    reaches_internet?: boolean | null;
    users_add_protection?: boolean | null;
  };
  label_wording: { text: string; numbered?: boolean | null };
  recognitions: { on: string; framework?: string | null };
  level_gaps: { sheet: AnswerSheet; level: string };
  ceiling_cost: { monitoring: string; devices: number };
  compare_offers: { offers?: Offer[] | null };
  subsidy: {
    programme: string;
    profile: Profile;
    eligible_yen?: number | null;
    yen_per_month?: number | null;
    months?: number | null;
    answers?: Record<string, string | null> | null;
    on?: string | null;
  };
  subsidy_eligibility: { programme: string };
  register: Assets;
  register_csv: Assets;
  incident: { case: IncidentCase; on: string };
  threat_view: { sheet: AnswerSheet; list?: string | null };
}
