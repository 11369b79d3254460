// A file of figures → observations, or every problem that it has.
policykitSelfcheck.reading = (() => {
  "use strict";

  const kit = policykitSelfcheck;
  const book = window.policykitRulebook;
  const { key, note, entityOf, problem, Refused } = kit.words;
  const { known, nameOf, within, hint } = kit.divisions;
  const { needsOf, findHeader } = kit.header;
  const { Reader } = kit.rows;

  const ENTITIES = Object.keys(book.entities);
  const PASSED = new Set(book.words.passed_sheets.map(key));

  // One file's reading: rows, notes and problems of all its sheets.
  class Job {
    /**
     * @param {string} file
     * @param {Needs} needs
     * @param {string | null} division
     * @param {number} asOf
     */
    constructor(file, needs, division, asOf) {
      this.file = file;
      this.needs = needs;
      this.division = division;
      this.asOf = asOf;
      /** @type {Row[]} */
      this.rows = [];
      /** @type {string[]} */
      this.notes = [];
      /** @type {Problem[]} */
      this.problems = [];
    }

    // Every sheet that has a header; those of divisions first, since they say whose the others are.
    /** @param {Sheet[]} sheets */
    read(sheets) {
      const found = sheets.filter((sheet) => !PASSED.has(key(sheet.name)));
      /** @type {(sheet: Sheet) => number} */
      const rank = (sheet) => Math.max(0, ENTITIES.indexOf(entityOf(sheet.name) ?? ""));
      const ordered = [...found].sort((one, other) => rank(one) - rank(other));
      const read = ordered.filter((sheet) => this.sheet(sheet, entityOf(sheet.name)));
      if (!read.length && !this.problems.length)
        this.report("PK306", this.file, { wanted: this.wanted(null) });
      const there = found.flatMap((sheet) => entityOf(sheet.name) ?? []);
      if (there.length) this.missingSheets(there);
      if (!this.rows.length && !this.problems.length) this.report("PK302", this.file, {});
    }

    /**
     * @param {Sheet} sheet
     * @param {string | null} entity
     * @returns {boolean} whether it has a header
     */
    sheet(sheet, entity) {
      const header = findHeader(sheet, this.needs);
      if (!header) {
        if (entity !== null) this.report("PK306", sheet.label, { wanted: this.wanted(entity) });
        else if (sheet.name && sheet.rows.some((row) => row.some((cell) => !kit.workbook.isEmpty(cell)))) {
          this.notes.push(`${sheet.label}：${note("passed_sheet", { name: sheet.name })}`);
        }
        return false;
      }
      const about = {
        entity: entity ?? byColumns(header),
        division: this.division,
        assumed: this.onlyDivision(),
        asOf: this.asOf,
      };
      const reader = new Reader(sheet, header, about);
      this.rows = [...this.rows, ...reader.rows()];
      this.notes = [...this.notes, ...header.notes, ...reader.notes];
      this.problems = [...this.problems, ...header.problems, ...reader.problems];
      if (entity !== null) {
        this.missingColumns(sheet, header, entity);
        this.misplaced(sheet, header, entity);
      }
      return true;
    }

    // Columns that another kind of unit reports are not used here, and that is said.
    /**
     * @param {Sheet} sheet
     * @param {SheetHeader} header
     * @param {string} entity
     */
    misplaced(sheet, header, entity) {
      const used = this.needs.variables.get(entity) ?? [];
      for (const { index, header: name, meaning } of header.figures) {
        const isUsed =
          meaning.kind === "variable" ? used.includes(meaning.name) : meaning.entities.includes(entity);
        if (isUsed) continue;
        const owner = book.entities[meaning.kind === "variable" ? meaning.entity : meaning.entities[0]];
        this.notes.push(`${sheet.place(header.row, index)}：${note("elsewhere", { name, entity: owner })}`);
      }
    }

    // The only division that the sheets read so far name.
    /** @returns {string | null} */
    onlyDivision() {
      const named = new Set(this.rows.map((row) => row.division));
      return named.size === 1 ? [...named][0] : null;
    }

    /** @param {string[]} there */
    missingSheets(there) {
      for (const entity of this.needs.variables.keys()) {
        if (!there.includes(entity)) this.report("PK307", this.file, { name: book.entities[entity] });
      }
    }

    /**
     * @param {Sheet} sheet
     * @param {SheetHeader} header
     * @param {string} entity
     */
    missingColumns(sheet, header, entity) {
      const there = new Set(header.columns.map((column) => column.name));
      const given = this.needs.indicators
        .filter((name) => there.has(name))
        .flatMap((name) => book.indicators[name].variables);
      for (const name of this.needs.variables.get(entity) ?? []) {
        if (there.has(name) || given.includes(name)) continue;
        this.report("PK308", sheet.place(header.row, 0), {
          name: book.variables[name].label,
          sheet: sheet.name,
        });
      }
    }

    // A few of the headers that are looked for.
    /**
     * @param {string | null} entity
     * @returns {string}
     */
    wanted(entity) {
      const entities = entity ? [entity] : ["county", ...this.needs.variables.keys()];
      const labels = entities.flatMap((kind) =>
        (this.needs.variables.get(kind) ?? []).map((name) => book.variables[name].label),
      );
      const { unit, division } = book.words.headers;
      return [unit, division, ...labels.slice(0, 3)].join("、");
    }

    // Every row's division is one that some requirement binds, or lies above one that does.
    /** @param {Requirement[]} rules */
    checkScope(rules) {
      if (this.division !== null) return;
      const reported = new Set();
      for (const { division, place } of this.rows) {
        const isBound = rules.some(
          (rule) => kit.rules.appliesTo(rule, division) || rule.binds.some((code) => within(code, division)),
        );
        if (isBound || reported.has(division)) continue;
        reported.add(division);
        this.report("PK321", place, {
          code: division,
          division: book.page.refused.scope,
          value: nameOf(division),
        });
      }
    }

    /**
     * @param {string} code
     * @param {string} place
     * @param {Values} values
     */
    report(code, place, values) {
      this.problems.push(problem(code, values, place));
    }
  }

  // The kind of unit that all columns of figures are of; a division's own kind follows from its code.
  /** @type {(header: SheetHeader) => string | null} */
  const byColumns = (header) => {
    const kinds = new Set(
      header.figures.flatMap(({ meaning }) =>
        meaning.kind === "variable" ? [meaning.entity] : meaning.entities,
      ),
    );
    return kinds.size === 1 ? [...kinds][0] : null;
  };

  // Throws `Refused` with every problem of every sheet, each with its cell and what to do.
  /**
   * @type {(
   *   read: [Sheet[], boolean],
   *   file: string,
   *   rules: Requirement[],
   *   about: { division: string | null, asOf: number },
   * ) => { rows: Row[], notes: string[] }}
   */
  const observe = ([sheets, foreign], file, rules, { division, asOf }) => {
    if (division !== null && !known(division))
      throw new Refused([problem("PK320", { value: division, hint: hint(division) })]);
    const needs = needsOf(rules, division);
    const job = new Job(file, needs, division, asOf);
    job.read(sheets);
    if (foreign) job.notes.unshift(`${file}：${note("external")}`);
    job.problems = [...job.problems, ...kit.validate.problemsOf(job.rows, needs)];
    job.checkScope(rules);
    if (job.problems.length) throw new Refused(job.problems);
    return { rows: job.rows, notes: job.notes };
  };

  return { observe };
})();
