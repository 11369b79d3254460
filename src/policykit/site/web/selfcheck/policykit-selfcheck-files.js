// The result as files to take away: what `policykit check` writes as JSON, CSV and workbook.
policykitSelfcheck.files = (() => {
  "use strict";

  const kit = policykitSelfcheck;
  const book = window.policykitRulebook;
  const { round, isoDay } = kit.numbers;
  const { fill } = kit.words;
  const { nameOf } = kit.divisions;
  const { inState, counts, missing, exitCode, overruled, clauses } = kit.report;
  const { asked, foundOf, gap, due, remark, unitOf, cited } = kit.report;
  const say = book.page.report;

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
      ...(one.row.period ? { period: one.row.period } : {}),
      ...(one.derived ? { derived: one.derived } : {}),
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
    out_of_force: report.outOfForce,
    notes: report.notes,
    account: report.account,
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
  /** @type {(report: Checked) => Result[]} */
  const ordered = (report) => ORDER.flatMap((state) => inState(report, state));
  /** @type {(report: Checked) => string[][]} */
  const linesOf = (report) =>
    ordered(report).map((one) => [
      unitOf(one),
      one.row.period || String(one.row.year ?? ""),
      book.states[one.state],
      one.rule.modality[1],
      book.indicators[one.rule.indicator].label,
      one.rule.definition,
      asked(one),
      foundOf(one),
      gap(one),
      due(one, report.asOf),
      one.rule.quote,
      cited(one.rule.clause),
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
    const rows = [say.headers, ...linesOf(report)];
    return `\ufeff${rows.map((row) => row.map((text) => quoted(harmless(text))).join(",")).join("\r\n")}\r\n`;
  };

  // What `policykit check --format xlsx` writes: frozen heads, a filter, colours beside words, A4 across.
  /** @type {(report: Checked) => Uint8Array<ArrayBuffer>} */
  const asWorkbook = (report) => {
    const where = report.division === null ? "" : `${nameOf(report.division)}（${report.division}）`;
    /** @type {(value: string | number, style?: string) => SheetCell} */
    const safe = (value, style = "text") =>
      typeof value === "number" ? value : { value: harmless(value), style };
    /** @type {(texts: (string | number)[]) => SheetCell[]} */
    const row = (texts) => texts.map((text) => safe(text));
    /** @type {(rule: Requirement) => string} */
    const leading = ({ links }) =>
      links ? new URL((kit.elements.root?.dataset.root ?? "") + links.clause, document.baseURI).href : "";
    const summary = [
      [say.file, report.file],
      [say.division, where],
      [say.day, isoDay(report.asOf)],
      ...(overruled(report) ? [[say.overruled_count, overruled(report)]] : []),
      ...report.outOfForce.map((line) => [say.out_of_force, line]),
      ...kit.account.lines(report.account).map((line) => [say.ledger, line]),
      ...report.problems.map((one) => [say.problem, fill(book.page.screen.problem_line, { ...one })]),
      ...report.notes.map((note) => [say.note, note]),
    ].map(row);
    const counted = Object.entries(counts(report)).map(([state, count]) => [
      safe(book.states[state], state),
      count,
    ]);
    summary.splice(3, 0, ...counted); // below the day
    const results = ordered(report);
    const found = linesOf(report).map((texts, at) => {
      const cells = row(texts);
      cells[2] = safe(texts[2], results[at].state);
      const link = leading(results[at].rule);
      if (link) cells[11] = { value: harmless(texts[11]), style: "link", link };
      return cells;
    });
    const wanted = [...missing(report)].flatMap(([unit, labels]) => labels.map((label) => [unit, label]));
    const absent = report.unreported.map((rule) => [
      book.entities[rule.entity] + say.nobody,
      kit.header
        .variablesOf(rule)
        .map((name) => book.variables[name].label)
        .join("、"),
    ]);
    const ends = report.account.entries.map((one) => [one.label, one.reason, one.place, one.rows, one.cells]);
    const whole = clauses(report).map((one) => {
      const cells = row([cited(one.clause), nameOf(one.division), one.label, one.text]);
      cells[2] = safe(one.label, one.verdict);
      return cells;
    });
    /** @type {[string[], SheetCell[][]][]} */
    const tables = [
      [say.headers, found],
      [say.wanted, [...wanted, ...absent].map(row)],
      [book.page.account.headers, ends.map(row)],
      [say.clause_headers, whole],
    ];
    const [first, ...names] = say.sheets,
      [wide, ...widths] = say.widths;
    return kit.writer.write([
      [first, summary, { widths: wide }],
      ...tables.map(([heads, rows], at) => {
        const filter = `A1:${kit.cells.letters(widths[at].length - 1)}${rows.length + 1}`;
        /** @type {SheetLook} */
        const look = { widths: widths[at], filter, frozen: [1, 0], heads: 1 };
        return /** @type {SheetRows} */ ([
          names[at],
          [heads.map((text) => safe(text, "bold")), ...rows],
          look,
        ]);
      }),
    ]);
  };

  return { asData, asJson, asCsv, asWorkbook, harmless };
})();
