// A check put into words: what was asked, what was found, by how much it differs.
policykitSelfcheck.report = (() => {
  "use strict";

  const kit = policykitSelfcheck;
  const book = window.policykitRulebook;
  const { round, general, isoDay, dayOfIso } = kit.numbers;
  const { fill, problem, Refused } = kit.words;
  const { known, nameOf, find, common } = kit.divisions;
  const { needsOf } = kit.header;
  const say = book.page.report;

  const MODALITIES = ["must", "aim", "encourage", "may"];
  const STATES = Object.keys(book.states).filter((state) => state !== "not_applicable");

  // --- words of one result -------------------------------------------------------------------------------

  /** @type {(result: Result) => string} */
  const unitOf = ({ row }) => kit.rules.unitLabel(row);
  /** @type {(name: string, value: number) => string} */
  const withUnit = (name, value) => {
    const { date, grades, unit } = book.indicators[name];
    if (date) return value === Infinity ? say.undone : isoDay(Math.trunc(value));
    return (
      grades.findLast(([, rank]) => rank === value)?.[0] ??
      general(round(value, 4), 12) + unit.replace(/^1\//, "/")
    );
  };
  /** @type {(result: Result) => string} */
  const asked = ({ rule, target }) =>
    rule.target.compares && target !== null
      ? `${rule.asked}（${withUnit(rule.indicator, target)}）`
      : rule.asked;
  /** @type {(result: Result) => string} */
  const foundOf = ({ rule, value }) => (value === null ? "" : withUnit(rule.indicator, value));
  /** @type {(result: Result) => string} */
  const gap = ({ rule, margin, state }) => {
    if (margin === null) return "";
    const { date, grades, unit } = book.indicators[rule.indicator];
    if (grades.length && grades.every(([, rank]) => rank === 0 || rank === 1)) return "";
    const counted = date ? say.days : grades.length ? say.grades : unit.replace(/^1\//, "/");
    const size = general(round(Math.abs(margin), 4), 12) + (counted === "%" ? say.points : counted);
    if (margin < 0 && state !== "met" && state !== "adopted") return say.short + size;
    if (!margin && (state === "not_met" || state === "not_due")) return say.equal;
    return margin > 0 ? say.over + size : say.even;
  };
  /** @type {(result: Result, asOf: number) => string} */
  const due = ({ rule, state }, asOf) => {
    if (rule.due === null) return say.undated;
    const left = (dayOfIso(rule.due) ?? asOf) - asOf;
    return left >= 0 && state === "not_due" ? fill(say.left, { due: rule.due, days: left }) : rule.due;
  };
  /** @type {(result: Result) => string} */
  const remark = ({ rule, missing, reason, derived }) =>
    [derived, missing.length ? say.missing + missing.join("、") : "", reason, rule.remark]
      .filter(Boolean)
      .join("；");

  // --- clauses as a paper cites them -----------------------------------------------------------------------

  /** @type {Map<string, string> | null} */
  let citations = null;
  // 《title》 and where it stands; the id where the rulebook stands outside of a site.
  /** @type {(clause: string) => string} */
  const cited = (clause) => {
    citations ??= new Map(
      book.requirements
        .filter((rule) => rule.links)
        .map((rule) => [
          rule.clause,
          fill(book.page.screen.place, {
            title: book.policies[rule.clause.split("/")[0]][0],
            place: rule.links.place,
          }),
        ]),
    );
    return citations.get(clause) ?? clause;
  };

  // --- the check -----------------------------------------------------------------------------------------

  // The division that a file is about: as its titles say, else the smallest that holds all of its codes; none
  // where it names none.
  /** @type {(sheets: Sheet[]) => Promise<string | null>} */
  const divisionIn = async (sheets) => {
    const titles = sheets
      .flatMap((sheet) => sheet.rows.slice(0, 1).flat())
      .map((cell) => /\((\d{6})\)/.exec(cell.text)?.[1]);
    const named = titles.find((code) => code && known(code));
    if (named) return named;
    const needs = needsOf(book.requirements, null);
    const found = new Set(),
      heads = kit.header.headersOf(needs);
    for (const sheet of sheets.map((one) => kit.shapes.upright(one, heads))) {
      const header = kit.header.findHeader(sheet, needs);
      if (header === null) continue;
      for (const key of ["division", "unit"]) {
        const column = header.keyed(key);
        if (!column) continue;
        const written = sheet.rows.slice(header.row + 1).map((cells) => cells[column.index]?.text ?? "");
        for (const text of new Set(written)) {
          if (kit.pace.due()) await kit.pace.rest("reading");
          const code = find(text);
          if (code) found.add(code);
        }
        if (found.size) break;
      }
    }
    return found.size ? common([...found]) : null;
  };

  // Reads sheets and judges every unit in them. Throws `Refused` when nothing can be read.
  /**
   * @type {(
   *   read: [Sheet[], boolean],
   *   file: string,
   *   about: { division: string | null, asOf: number, year?: number | null },
   * ) => Promise<Checked>}
   */
  const check = async (read, file, { division, asOf, year = null }) => {
    const isKnown = division !== null && known(division);
    const { rules } = needsOf(book.requirements, isKnown ? division : null);
    if (isKnown && !rules.length)
      throw new Refused([problem("PK327", { name: nameOf(division), code: division })]);
    const observed = await kit.reading.observe(read, file, rules, { division, asOf, year });
    const years = yearsOf(observed.rows);
    if (year !== null && !years.includes(year))
      throw new Refused([problem("PK347", { year, years: years.join("、") || say.no_years }, file)]);
    const every = await kit.rules.results(observed.rows, rules, asOf, { applied: false, year });
    const results = every.filter(({ state }) => state !== "not_applicable");
    const unreported = kit.rules.unreported(observed.rows, rules, results);
    const account = await kit.account.account(observed.rows, observed.passed, rules, every);
    const outOfForce = lapsed(rules, isoDay(asOf));
    const notes = [...observed.notes, ...(year === null ? oneYear(observed.rows, years, results) : [])];
    return { file, division, asOf, results, unreported, outOfForce, account, ...observed, notes, years };
  };

  // The years that figures are of, in order.
  /** @type {(rows: Row[]) => number[]} */
  const yearsOf = (rows) =>
    [...new Set(rows.flatMap(({ places, year }) => (places.size && year !== null ? [year] : [])))].sort(
      (one, other) => one - other,
    );
  // Of units with several years: that each requirement judges one, which are judged by none, how another is.
  /** @type {(rows: Row[], years: number[], results: Result[]) => string[]} */
  const oneYear = (rows, years, results) => {
    const told = rows.filter(({ places, year }) => places.size && year !== null);
    const units = new Set(told.map(kit.rules.unitOf));
    const pairs = new Set(told.map((row) => `${kit.rules.unitOf(row)} ${row.year}`));
    if (units.size === pairs.size) return [];
    const judged = new Set(results.map(({ row }) => row.year));
    const left = years.filter((year) => !judged.has(year));
    const named = left.length ? fill(say.one_year_none, { years: left.join("、") }) : "";
    return [fill(say.one_year, { none: named }) + fill(say.one_year_how, { year: years[0] })];
  };

  // What is to be said of policies that are expired or repealed on a day and judged by all the same.
  /** @type {(rules: Requirement[], day: string) => string[]} */
  const lapsed = (rules, day) => {
    const judged = new Set(rules.map((rule) => rule.clause.split("/")[0]));
    return book.out_of_force
      .filter(([policy]) => judged.has(policy))
      .map(([, phases]) => phases.findLast(([first]) => first <= day)?.[1] ?? "")
      .filter(Boolean);
  };

  // The results by state, once for a report.
  /** @type {WeakMap<Checked, Map<string, Result[]>>} */
  const grouped = new WeakMap();
  /** @type {(report: Checked) => Map<string, Result[]>} */
  const byState = (report) => {
    const made = grouped.get(report) ?? Map.groupBy(report.results, (one) => one.state);
    grouped.set(report, made);
    return made;
  };
  // The results in one state: stronger modalities first; what is not due yet by its day.
  /** @type {(report: Checked, state: string) => Result[]} */
  const inState = (report, state) => {
    const ranks = Map.groupBy(byState(report).get(state) ?? [], (one) => one.rule.modality[0]);
    const chosen = MODALITIES.flatMap((name) => ranks.get(name) ?? []);
    /** @type {(one: Result) => string} */
    const day = (one) => one.rule.due ?? "9999-12-31";
    return state === "not_due"
      ? chosen.sort((one, other) => (day(one) < day(other) ? -1 : Number(day(one) > day(other))))
      : chosen;
  };
  /** @type {(report: Checked) => Record<string, number>} */
  const counts = (report) =>
    Object.fromEntries(STATES.map((state) => [state, byState(report).get(state)?.length ?? 0]));
  // Unit → labels of the data that is still missing.
  /** @type {(report: Checked) => Map<string, string[]>} */
  const missing = (report) => {
    const found = new Map();
    for (const one of inState(report, "no_data")) {
      if (!one.missing.length) continue;
      found.set(unitOf(one), [...new Set([...(found.get(unitOf(one)) ?? []), ...one.missing])]);
    }
    return found;
  };
  /** @type {(report: Checked) => number} */
  const exitCode = (report) => {
    if (report.problems.length || inState(report, "could_not_run").length) return 2;
    return inState(report, "not_met").some((one) => one.rule.modality[0] === "must") ? 1 : 0;
  };

  // What came of each clause as a whole in each division: as `clause_verdict` in Python.
  /** @type {(report: Checked) => ClauseVerdict[]} */
  const clauses = (report) => {
    const { order, told, line, part, joint } = book.judging.clause;
    const rank = new Map(order.map((state, at) => [state, at]));
    /** @typedef {{ clause: string, division: string }} Where */
    /** @type {Map<string, Where & { states: Map<string, string> }>} */
    const found = new Map();
    // Of each of many rows the same is asked: what has come of a requirement is not looked up by text.
    /** @type {Map<string, Map<Requirement, Map<string, string>>>} */
    const entries = new Map();
    /** @type {(rule: Requirement, division: string) => Map<string, string>} */
    const statesOf = (rule, division) => {
      const key = `${rule.clause} ${division}`;
      const { states } = found.get(key) ?? { states: new Map() };
      if (!found.has(key)) found.set(key, { clause: rule.clause, division, states });
      const of = entries.get(division) ?? new Map();
      entries.set(division, of.set(rule, states));
      return states;
    };
    /** @type {(rule: Requirement, division: string, state: string) => void} */
    const add = (rule, division, state) => {
      const states = entries.get(division)?.get(rule) ?? statesOf(rule, division);
      const before = states.get(rule.id);
      const isWorse = (rank.get(state) ?? 0) < (rank.get(before ?? state) ?? 0);
      if (before === undefined || isWorse) states.set(rule.id, state);
    };
    for (const { rule, row, state } of report.results) add(rule, row.division, state);
    const divisions = new Set(report.results.map(({ row }) => row.division));
    for (const rule of report.unreported)
      for (const division of divisions)
        if (kit.rules.appliesTo(rule, division)) add(rule, division, "no_data");
    return [...found.values()].map(({ clause, division, states }) => {
      const all = [...states.values()];
      const verdict = order.find((state) => all.includes(state)) ?? "";
      /** @type {[string, number][]} */
      const counted = told.map((state) => [state, all.filter((one) => one === state).length]);
      const there = counted.filter(([, count]) => count);
      const parts = there.map(([state, count]) => fill(part, { label: book.states[state], count }));
      const text = fill(line, { count: all.length, parts: parts.join(joint) });
      const each = Object.fromEntries(there);
      return { clause, division, verdict, label: book.states[verdict], counts: each, text };
    });
  };
  /** @type {(report: Checked) => number} */
  const overruled = ({ results }) =>
    new Set(results.filter(({ rule }) => Object.keys(rule.overrule).length).map(({ rule }) => rule.id)).size;

  return {
    check,
    divisionIn,
    inState,
    missing,
    counts,
    clauses,
    overruled,
    exitCode,
    asked,
    foundOf,
    gap,
    due,
    remark,
    unitOf,
    cited,
  };
})();
