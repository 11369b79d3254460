// The data that Python writes for the browser, and what the scripts hand to each other.

// --- the search: files that policykit.site.shards writes ------------------------------------------------

/** From and to, in code points. */
type Marked = [number, number];

/** How much each kind of match counts; of `policykit.index.search.features`, in 256ths. */
type Weights = Record<
  | ("beside" | "complete" | "compound" | "context" | "much" | "part" | "phrase" | "pieces" | "place")
  | ("levels" | "earnest" | "full" | "few" | "many" | "large" | "common" | "some" | "concepts" | "typed" | "long" | "strange" | "telling")
  | ("listed" | "linking" | "shortest" | "longest" | "grams" | "least")
  | ("related" | "short_part" | "sign" | "single" | "synonym" | "topic" | "topical" | "weak" | "word"),
  number
>;

interface SearchPolicy {
  id: string;
  title: string;
  /** Its name in English and in Chinese. */
  level: [string, string];
  /** From the division itself up to the nation: code and name. */
  divisions: [string, string][];
  issuers: string[];
  year: number | null;
  traditional: boolean;
  /** Its first unit, and the place behind its last one. */
  first: number;
  end: number;
  page: string;
  /** Whether it is in force, from which day on: day, name in English and in Chinese. The first has no day. Empty until
   * `needStandings`, or a text of it is here. */
  standing: [string, string, string][];
  said: string;
  places: string[];
  /** Its title as it is searched, what texts call it, sign, year and number of its 文号, names of its places. */
  key: string;
  nicks: string[];
  sign: [string, string, string];
  called: string[];
}

/** As it is used; in the file policies stand by column, and of each file of texts how many units it has. */
interface SearchIndex {
  version: string;
  /** How many units: clauses of all policies, in order. */
  size: number;
  /** Six flags a character. */
  normative: string;
  checked: string;
  policies: SearchPolicy[];
  /** How many files of words and of postings; the first unit of every file of texts. */
  words: number;
  postings: number;
  texts: number[];
  lexicon: Record<string, number>;
  synonyms: Record<string, string[]>;
  related: Record<string, string[]>;
  /** A measure, and its names between bars. */
  topics: [string, string][];
  queries: {
    asking: string[];
    linking: string[];
    weak: string[];
    joining: string[];
    light: string[];
    documents: string[];
    measured: string[];
    numbering: string;
    due: DueWords;
  };
  weights: Weights;
  /** Characters that are searched as others: how far each is from the one before, and what they become. */
  traditional: [number[], string];
  variants: [number[], string];
  unseen: string;
  wording: Record<string, string>;
  examples: string[];
  pages: [string, string][];
  wordsOfPage: Record<string, string>;
}

/** How a query says when something falls due; see `due` in data/search.yml. */
interface DueWords {
  years: Record<string, number>;
  months: Record<string, number>;
  end: string[];
}

/** What else has a name of its own; rows as `Shards` writes them. */
interface SearchNames {
  indicators: [string, string, string[], number, number, string][];
  /** Code, name, all names, the codes of what it lies in from the nation down. */
  places: [string, string, string[], string[]][];
  /** How many files of requirements. */
  requirements: number;
  /** The page of due dates; empty without one. */
  due: string;
}

interface NamedPolicy {
  at: number;
  id: string;
  title: string;
  key: string;
  bare: string;
  nicks: string[];
  sign: string;
  year: string;
  number: string;
  places: string[];
  dated: string;
  /** How many characters `bare` has. */
  length: number;
}

interface NamedIndicator {
  name: string;
  label: string;
  keys: string[];
  count: number;
  measured: boolean;
  href: string;
}

interface NamedRequirement {
  id: string;
  plain: string;
  key: string;
  places: string[];
  due: string;
  href: string;
}

/** The thing itself that a query names. */
interface Card {
  kind: "policy" | "clause" | "indicator" | "requirement" | "place" | "due";
  id: string;
  title: string;
  /** From the site's root; empty where there is no page. */
  href: string;
  /** Of a place: the policies that come from there or bind there. */
  policies: string[];
  /** Of days: what falls due then. */
  due?: SearchDue[];
}

/** Day, id, what is asked, and where it stands. */
type SearchDue = [string, string, string, string];

/** Path, label, heading, text, and the headings over it where they change. */
type SearchText = [string, string, string, string, string[]?];

interface Query {
  text: string;
  exact: string[];
  excluded: string[];
  numbers: string[];
  signs: string[];
  pieces: string[];
  grams: string[][];
}

interface Concept {
  word: string;
  weight: number;
  /** Other names and what share of the weight they carry. */
  others: [string, number][];
  parts: Concept[];
  loose: boolean;
  fragment: boolean;
  beside: string[];
  needed: boolean;
  /** Whether it is looked for as a word only: it is one of many. */
  only: boolean;
}

/** A text as it is compared; each character with where in the source it begins and ends. */
interface Form {
  chars: string[];
  starts: number[];
  ends: number[];
}

/** The units that have a feature, in order, each with its level. */
interface Postings {
  units: Int32Array | number[];
  levels: Uint8Array | number[];
  size: number;
}

interface Hit {
  unit: number;
  score: number;
  /** The words of the query that the clause lacks. */
  readonly missing: string[];
}

interface Ranked {
  hits: Hit[];
  partial: Hit[];
  complete: boolean;
}

interface Found {
  cards: Card[];
  /** The clauses of an article that was asked for alone: cards are those of the first. */
  articles: Hit[];
  hits: Hit[];
  partial: Hit[];
  /** Whether every hit is known to hold the exact phrases. */
  sure: boolean;
  query: Query;
  concepts: Concept[];
  mended: [string, string][];
  wanted: string[][];
  offers: string[];
}

interface Unit {
  unit: number;
  path: string;
  label: string;
  heading: string;
  text: string;
  policy: SearchPolicy;
  sections: string[];
  id: string;
  href: string;
  normative: boolean;
  checked: boolean;
}

interface ShownHit extends Unit {
  score: number;
  missing: string[];
  headingMarks: Marked[];
  textMarks: Marked[];
  /** The sentence of the text that is shown. */
  snippet: Marked;
}

/** What a feature of the policies is: the value and its words; a facet of the search page. */
type Facet = [string, string];

// --- elements -----------------------------------------------------------------------------------------

/** Attributes of a new element; what begins with `on` is heard, `true` is an attribute without a value. */
type Attributes = Record<string, string | number | boolean | null | undefined | ((event: any) => void)>;

type Child = Node | string;

/** What is null is left out. */
type Make = <K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes?: Attributes,
  ...content: (Child | null)[]
) => HTMLElementTagNameMap[K];

/** As `Make`, but properties of the element instead of attributes. */
type Made = <K extends keyof HTMLElementTagNameMap>(
  tag: K,
  properties?: Partial<HTMLElementTagNameMap[K]>,
  ...children: Child[]
) => HTMLElementTagNameMap[K];

// --- pages --------------------------------------------------------------------------------------------

/** What sorts and filters says, from words/checks.yml; the last three have a unit of counting beside them. */
interface ListWords {
  placeholder: string;
  filter: string;
  all: string;
  some: string;
  sort: string;
  sort_by: string;
  order: string;
  as_it_was: string;
  upwards: string;
  downwards: string;
  table: string;
  push: string;
  rows: string;
  terms: [string, string];
  policies: [string, string];
  due: [string, string];
}

interface DueWords {
  day: string;
  items: string;
  left: string;
  today: string;
  past: string;
  coming: string;
  none: string;
  next: string;
  rest: string;
  summary: string;
}

// --- 我的县: what policykit.site.county writes -----------------------------------------------------------

/** A division that a reader has chosen; its lineage from the nation down, itself last: code and name. */
interface County {
  code: string;
  name: string;
  lineage: [string, string][];
}

/** From which day on (none for the first), status, its name. */
type CountyPhase = [string, string, string];

/** What binds the nation, or somewhere in a province. */
interface CountyPart {
  /** Title, address, level and its name, division, phases. */
  policies: [string, string, [string, string], string, CountyPhase[]][];
  /** Of which policy, the divisions that are bound, the level that is measured, how many requirements. */
  counts: [number, string[], number | null, number][];
  /** Day, policy, divisions, level, words, address, modality and its name. */
  due: [string, number, string[], number | null, string, string, [string, string]][];
}

interface CountyDue {
  day: string;
  plain: string;
  uri: string;
  modality: [string, string];
  title: string;
  level: [string, string];
}

interface CountyBinding {
  county: County | null;
  policies: { title: string; uri: string; level: [string, string]; division: string; status: CountyPhase }[];
  requirements: number;
  dated: number;
  due: CountyDue[];
  /** How many of the policies are not in force: nothing of them is counted. */
  out: number;
}

type CountyWords = Record<
  | ("mine" | "choose" | "change" | "clear" | "close" | "invite" | "explained" | "refused" | "field")
  | ("placeholder" | "results" | "found" | "more" | "nothing" | "collected" | "failed" | "chosen")
  | ("narrowed" | "whole" | "all" | "only" | "documents" | "by_level" | "none_of" | "out_of_force")
  | ("requirements" | "past" | "next" | "next_today" | "no_next" | "nothing_binds" | "day" | "search" | "nation"),
  string
> & { units: Record<"due" | "policies" | "cascade", string>; pages: Record<string, string> };

/**
 * The table of divisions: code → names, character → its syllables and place of two characters → one of each,
 * divisions with policies of their own.
 */
interface Known {
  names: Map<string, string[]>;
  sounds: Map<string, string[]>;
  own: string[];
}

// --- 任务清单: what policykit.site.tasklist writes -------------------------------------------------------

/** The tasks of the nation, or of somewhere in a province. */
interface TaskPart {
  policies: CountyPart["policies"];
  /** Day or none, policy, divisions, level, bodies, name, target, address, modality, place in the text, id if due. */
  tasks: [string, number, string[], number | null, string[], string, string, string, string, string, string][];
}

interface Task {
  due: string;
  who: string[];
  name: string;
  asked: string;
  uri: string;
  modality: string;
  source: string;
  title: string;
  label: string;
  /** The requirement's, where it is due on a day. */
  id: string;
}

type TaskWords = Record<
  | ("choose" | "found" | "nothing" | "failed" | "shown" | "body" | "when" | "every_body" | "download")
  | ("print" | "file" | "caption" | "jointly" | "undated" | "left" | "today" | "past" | "day" | "source")
  | ("joint" | "calendar" | "calendar_file" | "calendar_name" | "event" | "event_told"),
  string
> & { heads: string[]; file_heads: string[]; periods: Record<string, string>; levels: string[] };

interface CountyKit {
  words: CountyWords;
  /** The reader's. */
  today: string;
  fill: (wording: string, values?: Record<string, string | number>) => string;
  make: Made;
  current: () => County | null;
  choose: (county: County | null) => boolean;
  onChoice: (watch: (county: County | null) => void) => void;
  isOver: (codes: string[]) => boolean;
  concerns: (codes: string[], rank: number | null) => boolean;
  pathOf: (county: County) => string;
  load: (name: string) => Promise<any>;
  binding: () => Promise<CountyBinding>;
  narrow: (before: Element, unit: string, apply: (isNarrow: boolean) => [number, number]) => void;
  changeButton: () => HTMLElement;
  divisions: (given: any) => void;
  part: (given: any) => void;
  /** Which divisions are meant; made by its own script. */
  field: { attach: (field: HTMLInputElement) => void };
  names: {
    open: () => Promise<Known>;
    countyOf: (all: Known, code: string) => County;
    plain: (text: string) => string;
    called: (sounds: Map<string, string[]>, names: string[], text: string) => number;
    find: (all: Known, written: string) => string[];
  };
  /** The choice beside a button; made by its own script. */
  open?: (button: HTMLButtonElement) => void;
}

// --- the self-check: selfcheck/rulebook.js, which policykit.figures.rulebook writes -----------------------

interface Window {
  policykitRulebook: Rulebook;
  policykitPacked: PackedRulebook;
  policykitYearsRules: YearsRules;
}

/** The values of a column by row: all of them; or which of a few; or a usual one, and steps between rows with others. */
type PackedColumn =
  | { all: unknown[] }
  | { of: unknown[]; which: number[] }
  | { usual: unknown; steps: number[]; others: unknown[] };
interface PackedTable {
  rows: number;
  columns: Record<string, PackedColumn>;
}
/** As policykit.site.packing writes it: what follows from the rest is left out. */
type PackedRulebook = Omit<Rulebook, "requirements" | "indicators" | "variables" | "divisions" | "changes"> & {
  requirements: PackedTable;
  clauses: PackedTable;
  indicators: PackedTable;
  variables: PackedTable;
  divisions: string;
  changes: string;
  wording: Record<"day" | "around" | "header", string>;
};

type Values = Record<string, unknown>;

/** A number, the name of a variable, or an operation before its operands. */
type Tree = number | string | [string, ...Tree[]];

/** Names of grades with their ranks, lowest first. */
type Grades = [string, number][];

interface RulebookVariable {
  label: string;
  unit: string;
  entity: string;
  minimum: number | null;
  maximum: number | null;
  grades: Grades;
  date: boolean;
  whole: boolean;
  aliases: string[];
  share: boolean;
  /** How figures of quarters give that of a year: a flow adds up, a stock is the last. */
  over_time: string;
}

interface RulebookIndicator {
  label: string;
  names: string[];
  unit: string;
  entities: string[];
  /** Names of the variables that it is computed from. */
  variables: string[];
  parts: string[];
  grades: Grades;
  date: boolean;
  share: boolean;
  /** How figures of quarters give that of a year: a flow adds up, a stock is the last. */
  over_time: string;
  value: Tree;
  /** Whether its first variable is a part of its second. */
  part: boolean;
}

interface Target {
  way: string;
  value: number | null;
  value2: number;
  tolerance: number;
  precision: number;
  factor: number;
  /** Whether a change is in per cent of what it starts from. */
  grows: boolean;
  /** The year with which a change compares; none for the period before. */
  base: number | null;
  /** Whether a change is a year's on average since its base. */
  average: boolean;
  /** Whether it is known with what a change compares. */
  based: boolean;
  decidable: boolean;
  compares: boolean;
  change: number;
}

interface Requirement {
  id: string;
  clause: string;
  quote: string;
  indicator: string;
  reference: string | null;
  entity: string;
  per: boolean;
  binds: string[];
  population: string;
  due: string | null;
  /** Its name, its Chinese name and its severity. */
  modality: [string, string, string];
  condition: boolean;
  named: boolean;
  begins: string | null;
  /** The first year that every year counts from. */
  start: number | null;
  when: { variable: string; target: Target }[];
  optional: boolean;
  soft: boolean;
  steady: boolean;
  emphatic: boolean;
  /** Whether it asks for a change in the year of its due date. */
  of_one_year: boolean;
  every: string;
  /** How many months its figures are of; 0 for a state. */
  months: number;
  limit: number | null;
  /** What reasons say of the requirement itself. */
  words: Record<string, string>;
  target: Target;
  plain: string;
  asked: string;
  remark: string;
  /** By whose definition it is computed. */
  definition: string;
  softly: string;
  due_from: string;
  overrule: Record<string, string>;
  /** Addresses of its check and its clause; where the clause stands. */
  links: { check: string; clause: string; place: string };
  bodies: string;
}

/** The words by which files are read, from data/observations.yml. */
interface ReadingWords {
  keys: Record<string, string[]>;
  entities: Record<string, string[]>;
  passed_sheets: string[];
  passed_columns: string[];
  loose_periods: string[];
  described: string[];
  totals: string[];
  sums: Record<"whole" | "part", string[]>;
  own: string[];
  shapes: Record<"indicator" | "unit" | "figure" | "this" | "previous" | "total" | "before", string[]>;
  qualifiers: { between: string; harmless: string[]; mark: string; other: string };
  undated: string;
  /** Pairs of characters of names and headers: traditional, simplified. */
  traditional: string;
  periods: {
    year: string;
    own: string;
    number: string;
    to: string;
    digits: Record<string, number>;
    forms: string[];
    columns: Record<string, string>;
    bare: string;
    names: Record<string, [number, number]>;
    month: string;
    months: string;
    whole: string;
    part: string;
  };
  footers: string[];
  blanks: string[];
  magnitudes: Record<string, number>;
  numerals: {
    magnitudes: Record<string, number>;
    digits: Record<string, number>;
    surplus: string[];
    patterns: Record<string, string>;
  };
  same_units: string[][];
  parts: string[];
  ratios: Record<string, number>;
  grades: Record<string, string>;
  reading: Reading;
  validation: Record<string, [code: string, rule: Tree][]>;
  limits: Record<
    "bytes" | "unpacked" | "rows" | "columns" | "cells" | "elements" | "depth" | "field" | "sample" | "hints",
    number
  >;
  year_in_brackets: string;
  period_in_brackets: string;
  period: string;
  several: string;
  notes: Record<string, string>;
  headers: Record<string, string>;
}

/** How a cell is read: patterns that match a whole text, words and numbers. */
interface Reading {
  foldable: string;
  spaces: string;
  sign: string;
  several: string;
  vague: string;
  below: string;
  division: string;
  township: string;
  body: string;
  moment: string;
  han_day: string;
  han_ten: string;
  exported: string;
  decimals: number;
  day: string;
  undone: string[];
  year: string;
  /** The first and the last. */
  years: [number, number];
  /** Digits in Chinese, in the order of value, and in Arabic. */
  digits: [string, string];
  grade: string;
  counted: string;
  near: number;
  deepest: number;
  numbering: string;
  enough: number;
  merged: number;
  heads: number;
  delimiters: string;
}

/** A filled workbook: names of sheets with rows of texts, numbers and nothing. */
interface Example {
  file: string;
  division: string;
  as_of: string;
  sheets: [name: string, rows: (string | number | null)[][]][];
}

type SheetRows = [name: string, rows: SheetCell[][], look?: SheetLook];
type SheetCell =
  | string
  | number
  | null
  | { value: string | number | null; style?: string; link?: string };

/** How a sheet looks: cells as `A1:C9`, widths in characters. */
interface SheetLook {
  widths?: number[];
  /** Rows and columns that stay in sight. */
  frozen?: [number, number];
  /** The rows that are printed on every page. */
  heads?: number;
  filter?: string;
  merged?: string[];
  choices?: [cells: string, Choice][];
}

/** What a cell may hold: one of a list, or a number between two; else `text` is said under `title`. */
interface Choice {
  list?: string[];
  low?: number | null;
  high?: number | null;
  strict?: boolean;
  title: string;
  text: string;
}

/** What a form to fill in says, from selfcheck/form.js. */
interface FormWords {
  /** By variable: its definition, and in words what it may be. */
  about: Record<string, [definition: string, range: string]>;
  template: Record<string, string> & {
    headers: Record<string, string>;
    vertical: Record<string, string>;
    rows: Record<string, string>;
    key_notes: Record<string, string>;
    ranges: Record<string, string>;
    lines: string[];
    widths: Record<string, number>;
  };
}

/** A code with its name that was replaced in a year, and the codes of what its area is now. */
type Change = [code: string, name: string, successors: string[], year: number];

/** A line of the decision table: the verdict if `when` holds and no line above did. */
interface Decision {
  when: string[];
  verdict: string;
  reason?: string;
}

/** What came of a clause as a whole in a division. */
interface ClauseVerdict {
  clause: string;
  division: string;
  verdict: string;
  label: string;
  counts: Record<string, number>;
  text: string;
}

interface Rulebook {
  requirements: Requirement[];
  indicators: Record<string, RulebookIndicator>;
  variables: Record<string, RulebookVariable>;
  entities: Record<string, string>;
  states: Record<string, string>;
  judging: {
    decision: Decision[];
    missing: Record<string, string>;
    unmet: string;
    step: Record<"year" | "before", string>;
    derived: Record<string, string>;
    parts: Record<"joint" | "lacks" | "of" | "year", string>;
    lengths: Record<string, number>;
    clause: { order: string[]; told: string[]; line: string; part: string; joint: string };
    problems: Record<string, string>;
  };
  /** By how much a figure may differ from a target and still reach it; to how many decimals margins are given. */
  margins: { epsilon: number; decimals: number };
  /** The entities whose units are divisions, top down. */
  levels: string[];
  /** Code → name and short names. */
  divisions: Record<string, string[]>;
  changes: Change[];
  hints: Record<"changed" | "several" | "near", string>;
  words: ReadingWords;
  /** By code: name, what is wrong, what to do. */
  diagnostics: Record<string, [string, string, string]>;
  example: Example | null;
  /** Title, level and the level's Chinese name of each policy. */
  policies: Record<string, [string, string, string]>;
  /** Policies that are out of force some day: first day of each phase and what is said then; "" while in force. */
  out_of_force: [string, [string, string][]][];
  page: PageWords;
}

/** The words of the page, from words/selfcheck.yml. */
interface PageWords {
  /** Why a file is refused. */
  refused: Record<string, string>;
  /** How a file of another format begins, and what it is. */
  formats: [string, string][];
  /** Of what became of the rows and cells of a file. */
  account: Record<string, string> & {
    line: Record<string, string>;
    rows: Record<string, string>;
    cells: Record<string, string>;
    most: number;
    headers: string[];
  };
  /** Of a result. */
  report: Record<string, string> & {
    headers: string[];
    clause_headers: string[];
    sheets: string[];
    wanted: string[];
    fills: Record<string, string>;
    widths: number[][];
  };
  paper: Record<string, string> & { cover: string[]; titles: string[]; heads: string[] };
  screen: Record<string, string> & {
    problem_columns: string[];
    explained: Record<string, string>;
    steps: Record<string, string>;
    met_columns: string[];
    files: Record<string, string>;
  };
}

interface Problem {
  code: string;
  name?: string;
  place: string;
  message: string;
  remedy: string;
}

/** As a file has it: `number` in decimal digits, `day` counted as Python counts, `flag` for yes or no. */
interface Cell {
  text: string;
  number: string | null;
  day: number | null;
  flag: boolean;
  percent: boolean;
  formula: boolean;
}

/** What a number format means. */
interface Style {
  percent: boolean;
  day: boolean;
  span: boolean;
  /** Whether a plain number is shown, with a word `behind` it. */
  counts: boolean;
  behind: string;
}

/** What a column of figures holds. */
type VariableMeaning = RulebookVariable & { kind: "variable"; name: string };
type IndicatorMeaning = RulebookIndicator & { kind: "indicator"; name: string };
type Meaning = VariableMeaning | IndicatorMeaning;

/** `meaning` is null where the column says whose figures they are; `factor` converts the header's unit. */
interface Column {
  index: number;
  name: string;
  header: string;
  meaning: Meaning | null;
  factor: number;
  /** The unit that the header, a row below it or a line above the table names. */
  unit: string;
  /** The year or part of one that the header names: no other may be read from it. */
  period: Period | null;
}

/** A head that was found among those looked for; what its brackets say of it. */
interface Head {
  key: string;
  period: Period | null;
  /** What in them makes it another figure; empty when it is the figure itself. */
  other: string;
}

type FigureColumn = Column & { meaning: Meaning };

/** The requirements that concern a division, and their variables by kind of unit. */
interface Needs {
  rules: Requirement[];
  division: string | null;
  variables: Map<string, string[]>;
  indicators: string[];
}

/** What stands in a file and is not used: why, and how many rows and cells of figures; `noted` beside the verdicts. */
interface Passed {
  place: string;
  reason: string;
  rows: number;
  cells: number;
  noted: boolean;
}

/** Months of a year; of no year in particular when that is null. */
interface Period {
  year: number | null;
  first: number;
  last: number;
}

/** What of a sheet is not seen in a spreadsheet, from 0. */
interface Unseen {
  sheet: boolean;
  rows: Set<number>;
  columns: Set<number>;
}

/** Figures of a unit: `places` says where in the file each stands, `unread` what is wrong with those not used. */
interface Row {
  unit: string;
  division: string;
  entity: string;
  year: number | null;
  place: string;
  population: string;
  figures: Map<string, number>;
  places: Map<string, string>;
  unread: Map<string, string>;
  /** What its kind of unit is asked for in this sheet and it says nothing of, with the empty cell. */
  blanks: Map<string, string>;
  /** The part of the year that the figures are of: 2026年上半年; empty for the whole. */
  period: string;
  /** The cell that says so; empty where none does. */
  dated: string;
}
/** A row of a unit, or of totals, as the sheet has them one below the other. */
interface Line {
  row: Row | null;
  figures: Map<string, number>;
  /** With what a row of totals begins. */
  word: string;
  meanings: Map<string, FigureColumn["meaning"]>;
  places: Map<string, string>;
  /** The year and period that a row of totals names. */
  of: [number, string] | null;
}
/** A figure that is to be looked at: where it stands, and why. */
interface Doubt {
  place: string;
  text: string;
}

/** Year and months of a row; where its unit reports parts of a year, which there are. */
interface Situation {
  year: number | null;
  period: Period | null;
  derived: boolean;
  wholes: Set<number>;
  parts: Period[];
}

/** A requirement by the figures of one row. */
interface Result {
  /** How the figure was put together from those of parts of the year; empty where it was reported. */
  derived: string;
  rule: Requirement;
  row: Row;
  value: number | null;
  target: number | null;
  margin: number | null;
  missing: string[];
  reason: string;
  state: string;
}

/** What became of the rows and cells of a file: as `Account.as_data` in Python. */
interface Account {
  rows: Record<string, number>;
  cells: Record<string, number>;
  entries: { use: string; label: string; reason: string; place: string; rows: number; cells: number }[];
}

interface Checked {
  file: string;
  division: string | null;
  asOf: number;
  results: Result[];
  unreported: Requirement[];
  /** The years that figures are of. */
  years: number[];
  /** Of each policy judged by that is expired or repealed on the day: which, and why. */
  outOfForce: string[];
  notes: string[];
  problems: Problem[];
  passed: Passed[];
  rows: Row[];
  account: Account;
  /** The results by requirement, once they were asked for. */
  byRule?: Map<Requirement, Result[]>;
}

/** ±digits · 10^exponent */
/** An exact number: above and below the line. */
type Ratio = [above: bigint, below: bigint];
/** The length of the unit at a place. */
type UnitAt = (text: string, at: number) => number;

/** A number that was read. */
interface Numeral {
  end: number;
  value: Ratio;
  /** Set when the number carries its unit itself: 百分之九十. */
  unit: string;
  /** Whether 万 or 亿 counts in it. */
  scaled: boolean;
  /** Whether it is 3/4 or ½. */
  fraction: boolean;
  /** Whether it is no one figure: 三五, 十几, 50多. */
  loose: boolean;
}

interface Decimal {
  negative: boolean;
  digits: bigint;
  exponent: number;
}

/** What is known of a file besides its contents. */
interface FileAbout {
  division?: string;
  as_of?: string;
  /** Whether its figures are made up. */
  fictional?: boolean;
}

/** The file that the page shows. */
interface OpenedFile extends FileAbout {
  desk: Desk;
  /** Whether a large file is judged on the page, as the browser gives no worker. */
  isHere: boolean;
  file: string;
  bytes: Uint8Array<ArrayBuffer>;
}

/** How far a work is: its step, so much of all. */
type Progress = (step: string, done: number, all: number) => void;
/** Where a file is read and judged. */
interface Desk {
  /** Reads a file; the division that it is about, if it names one. */
  open: (bytes: Uint8Array<ArrayBuffer>, file: string) => Promise<string | null>;
  check: (about: { division: string | null; asOf: number; year?: number | null }) => Promise<Checked>;
  end: () => void;
}
/** A piece of a check: what is said once, or entries of one of its lists. */
interface Parcel {
  head?: Record<string, unknown>;
  list?: string;
  entries?: any[];
}

type Sheet = InstanceType<typeof policykitSelfcheck.cells.Sheet>;
type XmlElement = InstanceType<typeof policykitSelfcheck.xml.XmlElement>;
type SheetHeader = InstanceType<typeof policykitSelfcheck.header.Header>;

// --- collecting: what many units sent back ----------------------------------------------------------------

/** One figure of one unit, and the cell in which it stands: as `policykit.figures.collect.Figure`. */
interface Figure {
  unit: string;
  division: string;
  entity: string;
  population: string;
  year: number | null;
  period: string;
  name: string;
  label: string;
  value: number;
  measure: string;
  file: string;
  place: string;
  sha256: string;
}
interface Fault {
  kind: string;
  unit: string;
  text: string;
  file: string;
  place: string;
}
interface FigureChange {
  before: Figure | null;
  now: Figure | null;
}
/** A unit of which something is reported for a period, with the cells that say whose and when. */
interface Reported {
  unit: string;
  division: string;
  entity: string;
  year: number | null;
  period: string;
  file: string;
  place: string;
  dated: string;
  /** What it is asked for and says nothing of: the label, and the empty cell. */
  blanks: [string, string][];
}
/** A year, and the part of it; empty for the whole. */
type When = [year: number, period: string];
/** What was read of one file. */
interface Sent {
  file: string;
  sha256: string;
  units: Reported[];
  figures: Figure[];
  faults: Fault[];
}
interface Collection {
  files: Sent[];
  figures: Figure[];
  faults: Fault[];
  changes: FigureChange[];
  year: number | null;
  period: string;
}
/** What is known of a collection; days as 2027-01-15. */
interface CollectAbout {
  year?: number | null;
  units?: string[];
  due?: string;
  asOf?: string;
  last?: Figure[];
}
/** The words and bounds of data/collect.yml, and the page's own of words/collect.yml. */
interface CollectWords {
  endings: Record<"read" | "refused", string[]>;
  kinds: Record<string, string>;
  says: Record<string, string>;
  then: Record<string, string>;
  now: Record<"year" | "part", string>;
  year: string;
  implausible: Record<"times" | "points" | "least", number>;
  scale: { times: number; units: number; shares: string[] };
  alias: { passed: string[]; copied: number; least: number };
  changes: Record<string, string>;
  sheets: string[];
  headers: Record<"faults" | "figures" | "changes", string[]>;
  widths: Record<"faults" | "figures" | "changes", number[]>;
  summary: Record<string, string>;
  mark: string;
  screen: Record<string, string> & {
    files: Record<string, string>;
    fault_columns: string[];
    figure_columns: string[];
    change_columns: string[];
  };
}

// --- years: years/index.js and the scripts beside it, which policykit.site.years writes ----------------------

/** Its label, its year, its first and its last month. */
type YearsPeriod = [label: string, year: number, first: number, last: number];
/** `place` is the whole name of its division. */
type YearsUnit = [division: string, name: string, entity: string, kind: string, place: string];
interface YearsTarget {
  value: number;
  /** Whether it is a most, not a least. */
  below: boolean;
  due: string | null;
  binds: string[];
  entity: string;
  population: string;
  asked: string;
  cited: string;
  uri: string;
}
interface YearsIndicator {
  name: string;
  label: string;
  unit: string;
  rises: boolean | null;
  theme: string;
  uri: string;
  periods: YearsPeriod[];
  provinces: string[];
  units: number;
  targets: YearsTarget[];
}
interface YearsIndex {
  fictional: boolean;
  names: Record<string, string>;
  indicators: YearsIndicator[];
}
/** The values of an indicator in a province: a row for each unit, in the order of the periods. */
interface YearsShard {
  indicator: string;
  province: string;
  units: YearsUnit[];
  values: (number | null)[][];
}
/** What is shown: of the site, or of files of one's own; the values by indicator and province. */
interface YearsSource {
  index: YearsIndex | null;
  shards: Map<string, YearsShard>;
}
interface YearsChooser {
  element: HTMLElement;
  offer: (units: YearsUnit[], own: number) => void;
}
/** years/rules.js: what files of one's own are held against; kinds of division from the nation down. */
interface YearsRules {
  kinds: (string | Record<string, [number, number]>)[];
  indicators: Record<string, Omit<YearsIndicator, "periods" | "provinces" | "units">>;
  collect: CollectWords;
}
type YearsRow = (number | null)[];
/** What is shown: an indicator, the rows of a province or of all, those of one kind, a period, a unit. */
interface YearsView {
  about: YearsIndicator;
  units: YearsUnit[];
  values: YearsRow[];
  kinds: string[];
  at: number;
  before: number;
  places: number[];
  chosen: number[];
  own: number;
  area: string;
  kind: string;
}
/** Indicator, province, kind, unit and period, as they stand in the address. */
type YearsState = Record<"i" | "p" | "k" | "u" | "t", string>;
type YearsWords = Record<string, string> & {
  counts: Record<string, string>;
  endings: CollectWords["endings"];
} & Record<
    | ("line_columns" | "target_columns" | "spread_columns" | "problem_columns")
    | ("rank_columns" | "missed_columns"),
    string[]
  >;

/** A part of a zip archive. */
interface Entry {
  flags: number;
  method: number;
  sum: number;
  packed: number;
  size: number;
  start: number;
}
