// A file of figures → observations, or every problem that it has.
policykitSelfcheck.reading = (() => {
  "use strict";

  const kit = policykitSelfcheck;
  const book = window.policykitRulebook;
  const { key, note, kindOf, problem, Refused } = kit.words;
  const { known, nameOf, pathOf, within, hint, common } = kit.divisions;
  const { needsOf, findHeader, headersOf } = kit.header;
  const { tablesOf } = kit.tables;
  const { Reader } = kit.rows;
  const { pace } = kit;

  const ENTITIES = Object.keys(book.entities);
  const PASSED = new Set(book.words.passed_sheets.map(key));

  // Calls divisions of one name by their places, too: 朝阳区 of 北京市 and of 长春市.
  /** @type {(rows: Row[]) => void} */
  const tellApart = (rows) => {
    /** @type {Map<string, Set<string>>} */
    const named = new Map();
    for (const { unit, division } of rows)
      if (unit === nameOf(division)) named.set(unit, (named.get(unit) ?? new Set()).add(division));
    for (const row of rows) if ((named.get(row.unit)?.size ?? 0) > 1) row.unit = pathOf(row.division);
  };

  // One file's reading: rows, notes and problems of all its sheets.
  class Job {
    /**
     * @param {string} file
     * @param {Needs} needs
     * @param {string | null} division
     * @param {number} asOf
     * @param {number | null} year
     */
    constructor(file, needs, division, asOf, year) {
      this.file = file;
      this.needs = needs;
      this.division = division;
      this.asOf = asOf;
      this.year = year;
      /** @type {Row[]} */
      this.rows = [];
      /** @type {string[]} */
      this.notes = [];
      /** @type {Problem[]} */
      this.problems = [];
      /** @type {Passed[]} */
      this.passed = [];
      /** @type {Doubt[]} */
      this.doubts = [];
    }

    // Every sheet that has a header; those of divisions first, since they say whose the others are.
    /** @param {Sheet[]} sheets */
    async read(sheets) {
      const heads = headersOf(this.needs);
      for (const sheet of sheets) if (PASSED.has(key(sheet.name))) this.unused(sheet, note("guide_sheet"));
      const found = sheets
        .filter((sheet) => !PASSED.has(key(sheet.name)))
        .flatMap((sheet) => tablesOf(sheet, this.needs))
        .map((sheet) => kit.shapes.upright(sheet, heads));
      /** @type {(sheet: Sheet) => number} */
      const rank = (sheet) => Math.max(0, ENTITIES.indexOf(kindOf(sheet.name) ?? ""));
      const ordered = [...found].sort((one, other) => rank(one) - rank(other));
      let read = 0;
      for (const sheet of ordered) read += Number(await this.sheet(sheet, kindOf(sheet.name)));
      if (!read && !this.problems.length) this.report("PK306", this.file, { wanted: this.wanted(null) });
      if (!this.rows.length && !this.problems.length) this.report("PK302", this.file, {});
      const there = found.flatMap((sheet) => kindOf(sheet.name) ?? []);
      const absent = [...this.asked().variables.keys()].filter(
        (entity) => there.length && !there.includes(entity),
      );
      if (absent.length) {
        const names = absent.map((entity) => book.entities[entity]).join("、");
        this.notes.push(`${this.file}：${note("missing_sheets", { names })}`);
      }
    }

    /**
     * @param {Sheet} sheet
     * @param {string | null} entity
     * @returns {Promise<boolean>} whether it has a header
     */
    async sheet(sheet, entity) {
      for (const [broken, cells] of sheet.misfits) {
        this.problems.push(broken);
        const reason = `${broken.code} ${broken.message}`;
        this.passed.push({ place: broken.place, reason, rows: 1, cells, noted: false });
      }
      const header = findHeader(sheet, this.needs);
      if (!header) {
        this.unused(sheet, note("passed_sheet", { name: sheet.name }));
        if (entity !== null) this.report("PK306", sheet.label, { wanted: this.wanted(entity) });
        else if (sheet.name && sheet.rows.some((row) => row.some((cell) => !kit.cells.isEmpty(cell)))) {
          this.notes.push(`${sheet.label}：${note("passed_sheet", { name: sheet.name })}`);
        }
        return false;
      }
      this.hidden(sheet, header);
      const about = {
        entity: entity ?? byColumns(header),
        division: this.division,
        assumed: this.onlyDivision(),
        asOf: this.asOf,
        year: this.year,
      };
      const reader = new Reader(sheet, header, this.needs, about);
      const rows = await reader.rows();
      this.rows = [...this.rows, ...rows];
      this.notes = [...this.notes, ...sheet.told, ...header.notes];
      this.passed = [...this.passed, ...reader.passed];
      this.doubts = [...this.doubts, ...reader.doubts];
      this.problems = [...this.problems, ...header.problems, ...reader.problems];
      if (entity !== null) this.missingColumns(sheet, header, entity, rows.length ? rows : this.rows);
      return true;
    }

    // Says what of a sheet that is read nobody sees.
    /**
     * @param {Sheet} sheet
     * @param {SheetHeader} header
     */
    hidden(sheet, header) {
      const { unseen } = sheet;
      if (unseen.sheet) this.notes.push(`${sheet.label}：${note("hidden_sheet", { name: sheet.name })}`);
      const rows = sheet.rows.flatMap((row, at) =>
        at > header.row && unseen.rows.has(at) && !row.every(kit.cells.isEmpty) ? [sheet.place(at, 0)] : [],
      );
      const columns = header.columns
        .filter(({ index }) => unseen.columns.has(index))
        .map(({ index }) => sheet.place(header.row, index));
      for (const [name, places] of Object.entries({ hidden_rows: rows, hidden_columns: columns }))
        if (places.length) this.notes.push(`${places[0]}：${note(name, { count: places.length })}`);
    }

    // Accounts for what stands in a sheet that is not read.
    /**
     * @param {Sheet} sheet
     * @param {string} reason
     */
    unused(sheet, reason) {
      sheet.rows.forEach((row, at) => {
        const cells = row.filter((cell) => !kit.figures.isBlank(cell)).length;
        if (cells) this.passed.push({ place: sheet.place(at, 0), reason, rows: 1, cells, noted: false });
      });
    }

    // The only division that the sheets read so far name.
    /** @returns {string | null} */
    onlyDivision() {
      const named = new Set(this.rows.map((row) => row.division));
      return named.size === 1 ? [...named][0] : null;
    }

    // What is asked of the division of the file, or of the smallest that has all the rows read so far in it.
    /** @returns {Needs} */
    asked() {
      if (this.division !== null) return this.needs;
      const divisions = [...new Set(this.rows.map((row) => row.division))];
      return needsOf(this.needs.rules, common(divisions));
    }

    // Columns of the template of the rows' periods that the sheet has not: nothing is reported of those.
    /**
     * @param {Sheet} sheet
     * @param {SheetHeader} header
     * @param {string} entity
     * @param {Row[]} rows
     */
    missingColumns(sheet, header, entity, rows) {
      const there = new Set(header.columns.map((column) => column.name));
      const given = this.needs.indicators
        .filter((name) => there.has(name))
        .flatMap((name) => book.indicators[name].variables);
      const labels = new Set(rows.map(({ period }) => period));
      const periods =
        rows.length && !labels.has("") ? [...labels].map((label) => kit.period.read(label)) : [];
      /** @type {(rule: Requirement) => boolean} */
      const isAsked = (rule) => periods.some((period) => period && kit.situation.isAsked(rule, period));
      const needs = this.asked();
      const asked = periods.length ? needsOf(needs.rules.filter(isAsked), needs.division) : needs;
      const absent = (asked.variables.get(entity) ?? [])
        .filter((name) => !there.has(name) && !given.includes(name))
        .map((name) => book.variables[name].label);
      if (absent.length) {
        const names = absent.join("、");
        this.notes.push(`${sheet.place(header.row, 0)}：${note("missing_columns", { names })}`);
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

    // Leaves out rows whose division no requirement binds, and that do not lie above one that some binds.
    /** @param {Requirement[]} rules */
    keepBound(rules) {
      if (this.division !== null) return;
      /** @type {(division: string) => boolean} */
      const isBound = (division) =>
        rules.some(
          (rule) => kit.rules.appliesTo(rule, division) || rule.binds.some((code) => within(code, division)),
        );
      const bound = new Set([...new Set(this.rows.map(({ division }) => division))].filter(isBound));
      for (const row of this.rows.filter(({ division }) => !bound.has(division))) {
        const { division, place } = row;
        const values = { code: division, division: book.page.refused.scope, value: nameOf(division) };
        this.report("PK321", place, values);
        this.passed.push(kit.validate.leftOut(row, this.problems.at(-1)));
      }
      this.rows = this.rows.filter(({ division }) => bound.has(division));
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

  /**
   * The problems one by one, and rows of totals that are no sum of their parts.
   * @typedef {{ every: Problem[], doubts: Doubt[] }} Apart
   */
  // What can be used, and every problem of every sheet, cell by cell with `every`; throws
  // `Refused` when nothing can.
  /**
   * @type {(
   *   read: [Sheet[], boolean],
   *   file: string,
   *   rules: Requirement[],
   *   about: { division: string | null, asOf: number, year?: number | null, every?: boolean },
   * ) => Promise<Pick<Checked, "rows" | "notes" | "problems" | "passed"> & Apart>}
   */
  const observe = async ([sheets, foreign], file, rules, about) => {
    const { division, asOf, year = null, every = false } = about;
    if (division !== null && !known(division))
      throw new Refused([problem("PK320", { value: division, hint: hint(division) })]);
    const needs = needsOf(rules, division);
    const job = new Job(file, needs, division, asOf, year);
    await job.read(sheets);
    if (foreign) job.notes.unshift(`${file}：${note("external")}`);
    await pace.rest("validating");
    job.keepBound(rules);
    await pace.rest("validating");
    if (!job.rows.length) throw new Refused(every ? job.problems : kit.validate.gathered(job.problems));
    const { rows, problems, passed: repeated } = kit.validate.joined(job.rows);
    tellApart(rows);
    const found = [...job.problems, ...problems, ...(await kit.validate.problemsOf(rows, needs))];
    await pace.rest("validating");
    const passed = kit.validate.gatheredRows([...job.passed, ...repeated]);
    const notes = [
      ...job.notes,
      ...job.doubts.map(({ place, text }) => `${place}：${text}`),
      ...passed.filter(({ noted }) => noted).map(({ place, reason }) => `${place}：${reason}`),
    ];
    const { doubts } = job;
    return { rows, notes, problems: kit.validate.gathered(found), passed, every: found, doubts };
  };

  return { observe };
})();
