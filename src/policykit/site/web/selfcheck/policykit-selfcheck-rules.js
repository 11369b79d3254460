// Figures × requirements → verdicts. An indicator's value is a tree, its expression as Python exports it.
policykitSelfcheck.rules = (() => {
  "use strict";

  const kit = policykitSelfcheck;
  const book = window.policykitRulebook;
  const { round } = kit.numbers;
  const { compare } = kit.words;
  const { RANKS, within, nameOf } = kit.divisions;

  const { epsilon: EPSILON, decimals: DECIMALS } = book.margins;
  const WORDS = book.judging;
  const { pace } = kit;
  const { compute } = kit.expressions;
  const { goalFrom, yearsOf, marginOf, isReached, isAtLimit } = kit.targets;

  // --- values ------------------------------------------------------------------------------------------

  // An indicator's value by a row; what is not finite (a zero denominator) is null, except 未完成.
  /** @type {(name: string, row: Row) => number | null} */
  const valueOf = (name, { figures }) => {
    const { value: tree, date, parts } = book.indicators[name];
    if (parts.some((part) => figures.get(part) === 0)) return 0; // one that is not done is enough
    const value = compute(tree, figures);
    if (date ? !Number.isNaN(value) : Number.isFinite(value)) return value;
    return variablesInUse.has(name) ? null : (figures.get(name) ?? null);
  };
  /** @type {Set<string>} */
  let variablesInUse = new Set(); // a column of such a name holds the variable, not the indicator

  // --- verdicts ----------------------------------------------------------------------------------------

  /** @type {(rule: Requirement, division: string) => boolean} */
  const appliesTo = (rule, division) =>
    !rule.binds.length || rule.binds.some((code) => within(division, code));

  /** @type {(rule: Requirement, row: Row) => boolean} */
  const binds = (rule, row) =>
    row.entity === rule.entity &&
    appliesTo(rule, row.division) &&
    (!rule.population ||
      RANKS.includes(rule.entity) ||
      `；${row.population}；`.includes(`；${rule.population}；`) ||
      row.unit.endsWith(rule.population));

  // What holds of a requirement and a row, by the names of the decision table.
  /**
   * @typedef {{
   *   rule: Requirement,
   *   row: Row,
   *   value: number | null,
   *   other: number | null,
   *   compares: boolean,
   *   margin: number | null,
   *   problem: string,
   *   failed: number | null,
   *   asOf: number,
   *   at: Record<string, boolean>,
   * }} Facts
   */
  /** @type {Record<string, (facts: Facts) => boolean>} */
  const holds = {
    not_bound: () => false, // rows that are not bound are left out before
    named: ({ rule }) => rule.named,
    elsewhere: ({ at }) => at.elsewhere,
    unsplit: ({ at }) => at.unsplit,
    before_start: ({ at }) => at.before_start,
    condition_unknown: (facts) =>
      facts.rule.when.some(({ variable }) => !facts.row.figures.has(variable)) &&
      !holds.condition_false(facts),
    condition_false: ({ rule, row }) =>
      rule.when.some(({ variable, target }) => {
        const value = row.figures.get(variable);
        return value !== undefined && !isReached(target, marginOf(target, value, null));
      }),
    part_of_year: ({ at }) => at.part_of_year,
    optional: ({ rule }) => rule.optional,
    emphatic: ({ rule }) => rule.emphatic,
    soft: ({ rule }) => rule.soft,
    near: ({ rule, margin }) => !rule.steady || (margin !== null && margin >= -EPSILON),
    unread: ({ problem }) => Boolean(problem),
    baseless: ({ rule, value, other }) =>
      value !== null && rule.target.grows && rule.target.based && other !== null && other <= 0,
    unbased: ({ rule }) => !rule.target.based,
    unknown: ({ rule, row, value, other, compares }) =>
      value === null ||
      (compares && (other === null || yearsOf(rule.target, row.year) === null)) ||
      (rule.target.grows && other !== null && other <= 0),
    open: ({ rule }) => !rule.target.decidable,
    reached: ({ rule, value, margin, failed }) =>
      failed === null && margin !== null && (isReached(rule.target, margin) || isAtLimit(rule, value)),
    condition: ({ rule }) => rule.condition,
    before_due: ({ at, failed }) => failed === null && at.before_due,
    outdated: ({ at }) => at.outdated,
    overtaken: ({ at }) => at.overtaken,
    otherwise: () => true,
  };
  // One requirement by one row of figures: the first line of the table that holds.
  /**
   * @type {(
   *   rule: Requirement,
   *   row: Row,
   *   values: RowValues,
   *   asOf: number,
   *   failed: number | null,
   * ) => Result}
   */
  const judge = (rule, row, values, asOf, failed) => {
    const situation = values.situation(row);
    const { target } = rule;
    const value = values.of(row, rule.indicator);
    const compares = rule.reference !== null || target.compares;
    const other = compares ? values.compared(row, rule) : null;
    const years = yearsOf(target, row.year);
    const isKnown = value !== null && (!compares || (other !== null && years !== null));
    const hasFigure = isKnown && !(target.grows && other !== null && other <= 0);
    const exact = hasFigure && target.decidable ? marginOf(target, value, other, years ?? 1) : null;
    const cause = problemOf(rule, row, values);
    const at = kit.situation.situated(rule, situation, asOf);
    const facts = { rule, row, value, other, compares, asOf, failed, margin: exact, problem: cause, at };
    const line = WORDS.decision.find(({ when }) => when.every((name) => holds[name](facts)));
    if (!line) throw new Error("no line of the decision table holds");
    const { when, verdict: state, reason = "" } = line;
    const derived = kit.situation.derivation(rule, situation);
    const periods = kit.situation.told(rule, situation);
    if (cause) {
      const unread = { value: null, target: null, margin: null, missing: [], derived };
      return {
        rule,
        row,
        ...unread,
        state,
        reason: kit.words.fill(reason, { ...rule.words, ...periods, problem: cause }),
      };
    }
    const isMissing = when.includes("unknown") || when.includes("condition_unknown");
    const missing = isMissing ? missingOf(facts, values) : [];
    const unmet = UNDONE.includes(state) ? unmetOf(rule, row) : [];
    const isKnownTarget = isKnown && other !== null;
    const reference = isKnownTarget ? goalFrom(target, other, years ?? 1) : null;
    const goal = compares ? reference : target.value;
    const isMeant = !holds.condition_false(facts);
    const margin = isMeant && exact !== null && Number.isFinite(exact) ? round(exact, DECIMALS) : null;
    const told = [
      failed !== null && UNDONE.includes(state) ? kit.words.fill(WORDS.step.year, { year: failed }) : "",
      unmet.length ? kit.words.fill(WORDS.unmet, { names: unmet.join("、") }) : "",
      missing.length ? "" : kit.words.fill(reason, { ...rule.words, ...periods }),
    ].filter(Boolean);
    return {
      rule,
      row,
      value: isMeant ? value : null,
      target: goal,
      margin,
      missing,
      state,
      derived,
      reason: told.join(WORDS.problems.joint),
    };
  };

  const UNDONE = ["not_met", "not_due", "judgement", "not_adopted"];
  // Of a duty of several parts, the labels of those that are 否.
  /** @type {(rule: Requirement, row: Row) => string[]} */
  const unmetOf = ({ indicator }, { figures }) =>
    book.indicators[indicator].parts
      .filter((part) => figures.get(part) === 0)
      .map((part) => book.variables[part].label);

  // The first year in which a unit did not do what every year must do.
  /** @type {(rule: Requirement, rows: Row[], values: RowValues) => Map<string, number>} */
  const failuresOf = (rule, rows, values) => {
    /** @type {Map<string, number>} */
    const firsts = new Map();
    for (const row of rows) {
      if (row.entity !== rule.entity || row.year === null || row.year < (rule.start ?? row.year)) continue;
      const value = values.of(row, rule.indicator);
      const compares = rule.reference !== null || rule.target.compares;
      const other = compares ? values.compared(row, rule) : null;
      if (value === null || (compares && other === null) || problemOf(rule, row, values)) continue;
      const years = yearsOf(rule.target, row.year);
      if (years === null) continue;
      const margin = marginOf(rule.target, value, other, years);
      if (isReached(rule.target, margin) || isAtLimit(rule, value)) continue;
      firsts.set(seriesOf(row), Math.min(firsts.get(seriesOf(row)) ?? row.year, row.year));
    }
    return firsts;
  };

  // What is wrong with a cell that a rule needs, in its own words; empty when all can be read.
  /** @type {(rule: Requirement, row: Row, values: RowValues) => string} */
  const problemOf = (rule, row, values) => {
    const { problems } = WORDS;
    if (row.unread.has("")) return row.unread.get("") ?? "";
    const names = [rule.indicator, ...(rule.reference === null ? [] : [rule.reference])];
    const found = names.flatMap((name) => {
      const cells = unreadOf(name, row, values);
      const told = { name: book.indicators[name].label, reason: cells.join("") };
      return cells.length ? [kit.words.fill(problems.indicator, told)] : [];
    });
    for (const { variable } of rule.when) {
      const told = { name: book.variables[variable].label, reason: row.unread.get(variable) };
      if (told.reason) found.push(kit.words.fill(problems.condition, told));
    }
    if (!found.length && rule.reference === null && rule.target.compares) {
      const past = values.past(row, rule),
        year = rule.target.base;
      if (past && unreadOf(rule.indicator, past, values).length)
        found.push(
          kit.words.fill(year === null ? problems.year_before : problems.year_base, {
            name: book.indicators[rule.indicator].label,
            year,
          }),
        );
    }
    return found.join(problems.joint);
  };
  /** @type {(name: string, row: Row, values: RowValues) => string[]} */
  const unreadOf = (name, row, values) => {
    const { variables } = book.indicators[name];
    const own = variables.flatMap((variable) => row.unread.get(variable) ?? []);
    const reported = variablesInUse.has(name) ? undefined : row.unread.get(name);
    const isGiven = own.length > 0 || (reported !== undefined && values.of(row, name) === null);
    return isGiven ? [...new Set([...own, ...(reported === undefined ? [] : [reported])])] : [];
  };

  // Labels of what was not reported and is needed.
  /** @type {(facts: Facts, values: RowValues) => string[]} */
  const missingOf = ({ rule, row, value, other, compares }, values) => {
    const situation = values.situation(row);
    if (situation.derived && value === null)
      return kit.situation.absent(rule, row, situation, values.beside(row));
    /** @type {(name: string) => string[]} */
    const gaps = (name) =>
      book.indicators[name].variables
        .filter((variable) => !row.figures.has(variable))
        .map((variable) => book.variables[variable].label);
    const labels = rule.when
      .filter(({ variable }) => !row.figures.has(variable))
      .map(({ variable }) => book.variables[variable].label);
    labels.push(...(value === null ? gaps(rule.indicator) : []));
    if (rule.reference !== null) labels.push(...(other === null ? gaps(rule.reference) : []));
    else if (compares && other === null && value !== null) {
      const { base: year } = rule.target,
        told = year === null ? WORDS.missing.year_before : WORDS.missing.year_base;
      labels.push(kit.words.fill(told, { name: book.indicators[rule.indicator].label, year }));
    }
    if (rule.target.average && rule.target.based && row.year === null) labels.push(WORDS.missing.year);
    return [...new Set(labels)];
  };

  // --- all rows by all requirements -----------------------------------------------------------------------

  /** @type {(row: Row) => string} */
  const unitLabel = ({ unit, division }) => (unit === division ? nameOf(division) : unit);
  /** @type {(row: Row) => string} */
  const unitOf = ({ unit, division, entity }) => JSON.stringify([unit, division, entity]);
  // With the months of each year that the figures are of.
  /** @type {(row: Row) => string} */
  const seriesOf = (row) => `${unitOf(row)} ${row.period.replace(/^[0-9]{4}年/, "")}`;

  // Values of a row, each computed once, and those of the same unit in the year before.
  class RowValues {
    /**
     * @param {Row[]} rows
     * @param {Map<Row, Situation>} situations
     */
    constructor(rows, situations) {
      this.situations = situations;
      /** @type {Map<string, Row[]>} */
      this.units = situations.size ? Map.groupBy(rows, kit.situation.unitOf) : new Map();
      /** @type {Map<Row, Map<string, number | null>>} */
      this.computed = new Map(rows.map((row) => [row, new Map()]));
      /** @type {Map<string, Row[]>} */
      this.years = Map.groupBy(rows, (row) => `${seriesOf(row)} ${row.year}`);
    }

    /**
     * @param {Row} row
     * @param {string} name
     * @returns {number | null}
     */
    of(row, name) {
      const own = this.computed.get(row)?.get(name);
      if (own !== undefined) return own;
      const value = valueOf(name, row);
      this.computed.get(row)?.set(name, value);
      return value;
    }

    // What the target starts from: another indicator's value, or that of the year before or of the base year.
    /**
     * @param {Row} row
     * @param {Requirement} rule
     * @returns {number | null}
     */
    compared(row, rule) {
      if (rule.reference !== null) return this.of(row, rule.reference);
      const past = this.past(row, rule);
      return past ? this.of(past, rule.indicator) : null;
    }
    /**
     * @param {Row} row
     * @returns {Situation}
     */
    situation(row) {
      const period = row.period ? kit.period.read(row.period) : null;
      const alone = { year: row.year, period, derived: false, wholes: new Set(), parts: [] };
      return this.situations.get(row) ?? alone;
    }
    // The rows of the same unit and year that are of parts of it.
    /**
     * @param {Row} row
     * @returns {Row[]}
     */
    beside(row) {
      return (this.units.get(kit.situation.unitOf(row)) ?? []).filter(({ period }) => period);
    }
    // The row of the year with which it compares, if there is one; two reports of one year say nothing.
    /**
     * @param {Row} row
     * @param {Requirement} rule
     * @returns {Row | null}
     */
    past(row, { target: { base } }) {
      if (row.year === null || (base !== null && row.year <= base)) return null;
      const past = this.years.get(`${seriesOf(row)} ${base ?? row.year - 1}`) ?? [];
      return past.length === 1 ? past[0] : null;
    }
  }

  /** @typedef {Map<string, number | null>} Newest */
  // The newest year of each unit for which anything is reported, else its newest at all.
  /** @type {(rows: Row[], isReported: (row: Row) => boolean) => Newest} */
  const newestOf = (rows, isReported) => {
    const reported = new Set(rows.filter(isReported).map(unitOf));
    /** @type {Map<string, number | null>} */
    const newest = new Map();
    for (const row of rows) {
      const unit = unitOf(row);
      if (reported.has(unit) && !isReported(row)) continue;
      const years = [newest.get(unit) ?? null, row.year].filter((year) => year !== null);
      newest.set(unit, years.length ? Math.max(...years) : null);
    }
    return newest;
  };

  // The rows of a year; of none, of each unit those of the due date's if its figure is reported there, or of
  // the newest.
  /**
   * @type {(
   *   rule: Requirement,
   *   rows: Row[],
   *   values: RowValues,
   *   year: number | null,
   *   newest: Newest,
   * ) => Row[]}
   */
  const ofItsYear = (rule, rows, values, year, newest) => {
    const due = rule.due === null ? null : Number(rule.due.slice(0, 4));
    /** @type {(row: Row) => boolean} */
    const isTold = (row) => values.of(row, rule.indicator) !== null || problemOf(rule, row, values) !== "";
    const there = new Set(rows.filter((row) => due !== null && row.year === due && isTold(row)).map(unitOf));
    return rows.filter((row) => {
      const unit = unitOf(row);
      return row.unread.has("") || row.year === (year ?? (there.has(unit) ? due : newest.get(unit)));
    });
  };

  // Every unit's figures judged by every requirement that concerns it, in the requirements' order.
  /**
   * `applied` leaves out those whose condition does not hold; by the figures of `year` all is judged.
   * @type {(
   *   rows: Row[],
   *   rules: Requirement[],
   *   asOf: number,
   *   options?: { applied?: boolean, year?: number | null },
   * ) => Promise<Result[]>}
   */
  const results = async (given, rules, asOf, { applied = true, year = null } = {}) => {
    const { rows, situations } = kit.situation.ofRows(given, rules);
    const indicators = [
      ...new Set(rules.flatMap(({ indicator, reference }) => [indicator, reference ?? []].flat())),
    ];
    const variables = [...new Set(rules.flatMap(kit.header.variablesOf))];
    variablesInUse = new Set(variables);
    const values = new RowValues(rows, situations);
    /** @type {(row: Row) => boolean} */
    const isReported = (row) =>
      variables.some((name) => row.figures.has(name)) ||
      indicators.some((name) => values.of(row, name) !== null);
    await pace.rest("judging");
    const newest = newestOf(rows, isReported);
    await pace.rest("judging");
    const ordered = [...rows].sort(
      (one, other) =>
        compare(one.division, other.division) ||
        compare(unitLabel(one), unitLabel(other)) ||
        (one.year ?? 0) - (other.year ?? 0) ||
        kit.situation.byEnd(one.period, other.period),
    );
    await pace.rest("judging");
    variablesInUse = new Set(variables); // another check may have run meanwhile
    const byEntity = Map.groupBy(ordered, (row) => row.entity);
    /** @type {Result[]} */
    const found = [];
    const inUse = variablesInUse;
    for (const [number, rule] of rules.entries()) {
      const firsts = rule.every === "year" ? failuresOf(rule, rows, values) : null;
      const bound = (byEntity.get(rule.entity) ?? []).filter((row) => binds(rule, row));
      const chosen = ofItsYear(rule, bound, values, year, newest);
      for (const row of kit.situation.asked(rule, chosen, situations)) {
        if (pace.due()) {
          await pace.rest("judging", number, rules.length);
          variablesInUse = inUse; // another check may have run meanwhile
        }
        const failed = firsts?.get(seriesOf(row)) ?? null;
        const isBefore = failed !== null && row.year !== null && failed < row.year;
        const one = judge(rule, row, values, asOf, isBefore ? failed : null);
        if (!applied || one.state !== "not_applicable") found.push(one);
      }
    }
    return found;
  };

  // The requirements that bind a division of these rows and were judged on none: their unit was not reported.
  /** @type {(rows: Row[], rules: Requirement[], found: Result[]) => Requirement[]} */
  const unreported = (rows, rules, found) => {
    const judged = new Set(found.map(({ rule }) => rule.id));
    const bound = new Set();
    for (const division of new Set(rows.map((row) => row.division))) {
      for (const rule of kit.header.needsOf(rules, division).rules)
        if (appliesTo(rule, division)) bound.add(rule.id);
    }
    return rules.filter((rule) => bound.has(rule.id) && !judged.has(rule.id));
  };

  return { results, unreported, appliesTo, unitLabel, unitOf };
})();
