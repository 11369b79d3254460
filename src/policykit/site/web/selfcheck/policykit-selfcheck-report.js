// A check put into words: what was asked, what was found, by how much it differs; and as files to take away.
policykitSelfcheck.report = (() => {
  "use strict";

  const kit = policykitSelfcheck;
  const book = window.policykitRulebook;
  const { round, general, isoDay, dayOfIso } = kit.numbers;
  const { fill, problem, Refused } = kit.words;
  const { known, nameOf } = kit.divisions;
  const { needsOf, variable } = kit.header;
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
  const remark = ({ rule, missing, reason }) =>
    [missing.length ? say.missing + missing.join("、") : "", reason, rule.remark].filter(Boolean).join("；");

  // --- the check -----------------------------------------------------------------------------------------

  // Reads sheets and judges every unit in them. Throws `Refused` when nothing can be read.
  /**
   * @type {(
   *   read: [Sheet[], boolean],
   *   file: string,
   *   about: { division: string | null, asOf: number },
   * ) => Promise<Checked>}
   */
  const check = async (read, file, { division, asOf }) => {
    const isKnown = division !== null && known(division);
    const { rules } = needsOf(book.requirements, isKnown ? division : null);
    if (isKnown && !rules.length)
      throw new Refused([problem("PK327", { name: nameOf(division), code: division })]);
    const observed = await kit.reading.observe(read, file, rules, { division, asOf });
    const results = await kit.rules.results(observed.rows, rules, asOf);
    const unreported = kit.rules.unreported(observed.rows, rules, results);
    return { file, division, asOf, results, unreported, ...observed };
  };

  /** @type {(one: Result, other: Result) => number} */
  const byModality = (one, other) =>
    MODALITIES.indexOf(one.rule.modality[0]) - MODALITIES.indexOf(other.rule.modality[0]);
  // The results in one state: stronger modalities first; what is not due yet by its day.
  /** @type {(report: Checked, state: string) => Result[]} */
  const inState = (report, state) => {
    const chosen = report.results.filter((one) => one.state === state).sort(byModality);
    /** @type {(one: Result) => string} */
    const day = (one) => one.rule.due ?? "9999-12-31";
    return state === "not_due"
      ? chosen.sort((one, other) => (day(one) < day(other) ? -1 : Number(day(one) > day(other))))
      : chosen;
  };
  /** @type {(report: Checked) => Record<string, number>} */
  const counts = (report) =>
    Object.fromEntries(STATES.map((state) => [state, inState(report, state).length]));
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

  // One line: what became of every row of the file, and of the cells of figures that were not used.
  /** @type {(report: Checked) => string} */
  const ledger = ({ rows, passed, results }) => {
    const judged = new Set(results.map(({ row }) => row));
    const newest = new Map();
    for (const row of rows) {
      const whose = JSON.stringify([row.unit, row.division, row.entity]);
      newest.set(whose, Math.max(newest.get(whose) ?? 0, row.year ?? 0));
    }
    const others = rows.filter((row) => !judged.has(row));
    const earlier = others.filter(
      ({ unit, division, entity, year }) =>
        (year ?? 0) < newest.get(JSON.stringify([unit, division, entity])),
    ).length;
    const sum = (/** @type {"rows" | "cells"} */ name) => passed.reduce((total, one) => total + one[name], 0);
    const became = {
      judged: judged.size,
      earlier,
      outside: others.length - earlier,
      unused: sum("rows"),
    };
    const { ledger: words } = book.page.screen;
    const told = Object.entries(became)
      .filter(([name, count]) => count || name === "judged")
      .map(([name, count]) => fill(words[name], { count }));
    const reasons = [...Map.groupBy(passed, (one) => one.reason)].map(([reason, group]) =>
      fill(words.reason, {
        reason,
        rows: group.reduce((total, one) => total + one.rows, 0),
        cells: group.reduce((total, one) => total + one.cells, 0),
      }),
    );
    const line = fill(words.line, { all: rows.length + became.unused, parts: told.join(words.comma) });
    const cells = sum("cells") ? fill(words.cells, { count: sum("cells") }) : "";
    return (
      line + cells + (reasons.length ? fill(words.reasons, { reasons: reasons.join(words.semicolon) }) : "")
    );
  };
  // What came of each clause as a whole in each division: as `clause_verdict` in Python.
  /** @type {(report: Checked) => ClauseVerdict[]} */
  const clauses = (report) => {
    const { order, told, line, part, joint } = book.judging.clause;
    /** @typedef {{ clause: string, division: string }} Where */
    /** @type {Map<string, Where & { states: Map<string, string>, named: Set<string> }>} */
    const found = new Map();
    /** @type {(rule: Requirement, division: string, state: string) => void} */
    const add = (rule, division, state) => {
      const key = `${rule.clause} ${division}`;
      const fresh = { clause: rule.clause, division, states: new Map(), named: new Set() };
      const { states, named } = found.get(key) ?? fresh;
      if (!found.has(key)) found.set(key, { ...fresh, states, named });
      const before = states.get(rule.id) ?? state;
      states.set(rule.id, order.indexOf(state) < order.indexOf(before) ? state : before);
      if (rule.named) named.add(rule.id);
    };
    for (const { rule, row, state } of report.results) add(rule, row.division, state);
    for (const rule of report.unreported)
      for (const division of new Set(report.results.map(({ row }) => row.division)))
        if (kit.rules.appliesTo(rule, division)) add(rule, division, "no_data");
    return [...found.values()].map(({ clause, division, states, named }) => {
      const all = [...states.values()];
      const asks = [...states].filter(([id]) => !named.has(id)).map(([, state]) => state);
      const verdict = order.find((state) => (asks.length ? asks : all).includes(state)) ?? "";
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

  // --- files ---------------------------------------------------------------------------------------------

  /** @type {(value: number | null) => number | null} */
  const finite = (value) => (value === null || !Number.isFinite(value) ? null : round(value, 9));

  /** @type {(result: Result) => string} */
  const severityOf = ({ state, rule }) =>
    state === "not_met" ? rule.modality[2] : state === "could_not_run" ? "error" : "none";

  // What `policykit check --format json` writes.
  /** @type {(report: Checked) => object} */
  const asData = (report) => ({
    file: report.file,
    as_of: isoDay(report.asOf),
    division: report.division,
    counts: counts(report),
    exit_code: exitCode(report),
    overruled: overruled(report),
    clauses: clauses(report),
    results: report.results.map((one) => ({
      unit: unitOf(one),
      division: one.row.division,
      entity: one.row.entity,
      year: one.row.year,
      requirement: one.rule.id,
      indicator: one.rule.indicator,
      name: book.indicators[one.rule.indicator].label,
      verdict: one.state,
      label: book.states[one.state],
      severity: severityOf(one),
      modality: one.rule.modality[0],
      value: finite(one.value),
      unit_of_value: book.indicators[one.rule.indicator].unit,
      asked: asked(one),
      target: finite(one.target),
      margin: finite(one.margin),
      due: one.rule.due,
      missing: one.missing,
      definition: one.rule.definition,
      softly: one.rule.softly,
      due_from: one.rule.due_from,
      overrule: one.rule.overrule,
      remark: remark(one),
      clause: one.rule.clause,
      quote: one.rule.quote,
    })),
    unreported: report.unreported.map((rule) => ({
      requirement: rule.id,
      entity: rule.entity,
      indicator: rule.indicator,
      name: book.indicators[rule.indicator].label,
    })),
    problems: report.problems.map(({ code, place, message, remedy }) => ({ code, place, message, remedy })),
    notes: report.notes,
  });
  /** @type {(report: Checked) => string} */
  const asJson = (report) => `${JSON.stringify(asData(report), null, 2)}\n`;

  // What asks most of a reader first.
  const ORDER = [
    "could_not_run",
    "not_met",
    "judgement",
    "not_due",
    "no_data",
    "not_adopted",
    "adopted",
    "met",
  ];
  /** @type {(report: Checked) => string[][]} */
  const lines = (report) =>
    ORDER.flatMap((state) => inState(report, state)).map((one) => [
      unitOf(one),
      one.row.year === null ? "" : String(one.row.year),
      book.states[one.state],
      one.rule.modality[1],
      book.indicators[one.rule.indicator].label,
      one.rule.definition,
      asked(one),
      foundOf(one),
      gap(one),
      due(one, report.asOf),
      one.rule.quote,
      one.rule.clause,
      remark(one),
    ]);

  // An apostrophe before what a spreadsheet would take for a formula.
  /** @type {(text: string) => string} */
  const harmless = (text) => {
    const clean = text.replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, "").slice(0, 32000);
    return new RegExp(`^(?:${kit.words.SPACE}|\\x00)*[=+\\-@＝＋－＠\\t\\r]`).test(clean)
      ? `'${clean}`
      : clean;
  };
  /** @type {(report: Checked) => string} */
  const asCsv = (report) => {
    /** @type {(text: string) => string} */
    const quoted = (text) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
    const rows = [say.headers, ...lines(report)];
    return `\ufeff${rows.map((row) => row.map((text) => quoted(harmless(text))).join(",")).join("\r\n")}\r\n`;
  };

  // What `policykit check --format xlsx` writes, without its colours.
  /** @type {(report: Checked) => Uint8Array<ArrayBuffer>} */
  const asWorkbook = (report) => {
    const where = report.division === null ? "" : `${nameOf(report.division)}（${report.division}）`;
    const summary = [
      [say.file, report.file],
      [say.division, where],
      [say.day, isoDay(report.asOf)],
      ...Object.entries(counts(report)).map(([state, count]) => [book.states[state], count]),
      ...(overruled(report) ? [[say.overruled_count, overruled(report)]] : []),
      ...report.notes.map((note) => [say.note, note]),
    ];
    const wanted = [...missing(report)].flatMap(([unit, labels]) => labels.map((label) => [unit, label]));
    const absent = report.unreported.map((rule) => [
      book.entities[rule.entity] + say.nobody,
      kit.header
        .variablesOf(rule)
        .map((name) => variable(name).label)
        .join("、"),
    ]);
    const whole = clauses(report).map((one) => [one.clause, nameOf(one.division), one.label, one.text]);
    const sheets = [
      summary,
      [say.headers, ...lines(report)],
      [say.wanted, ...wanted, ...absent],
      [say.clause_headers, ...whole],
    ];
    /** @type {(value: string | number) => string | number} */
    const safe = (value) => (typeof value === "string" ? harmless(value) : value);
    const names = [0, 1, 2, 4].map((at) => say.sheets[at]); // no account of every cell
    return kit.writer.write(sheets.map((rows, at) => [names[at], rows.map((row) => row.map(safe))]));
  };

  return {
    check,
    ledger,
    inState,
    missing,
    counts,
    clauses,
    asData,
    asJson,
    asCsv,
    asWorkbook,
    asked,
    foundOf,
    gap,
    due,
    remark,
    unitOf,
  };
})();
