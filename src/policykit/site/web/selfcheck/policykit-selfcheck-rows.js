// A sheet with its header → rows: whose figures, of which year, and the figures themselves.
policykitSelfcheck.rows = (() => {
  "use strict";

  const kit = policykitSelfcheck;
  const book = window.policykitRulebook;
  const { round } = kit.numbers;
  const { key, note, entityOf } = kit.words;
  const { RANKS, nameOf, find, candidates, hint, entity: entityOfCode } = kit.divisions;
  const { isEmpty } = kit.cells;
  const { wantedOf, unitLine } = kit.header;
  const { stop } = kit.validate;
  const { pace } = kit;
  const { FigureError, isBlank, figure, gradeOf, dayOf, yearOf } = kit.figures;

  const { decimals: DECIMALS, heads: HEADS } = book.words.reading;
  const MARKS = {
    described: book.words.described.map(key),
    totals: book.words.totals.map(key),
    footers: book.words.footers.map(key),
  };

  // The number that a cell stands for in its column, and whether it is a bare one in a column of percentages.
  /**
   * @type {(
   *   cell: Cell,
   *   column: Pick<FigureColumn, "meaning" | "factor">,
   *   asOf: number,
   * ) => [number, boolean]}
   */
  const read = (cell, { meaning, factor }, asOf) => {
    if (meaning.grades.length) return [gradeOf(cell, meaning.grades), false];
    if (meaning.date) return [dayOf(cell, asOf), false];
    return figure(cell, meaning.unit, factor);
  };

  class Reader {
    // All rows must lie in `division`, if that is given; rows that do not say are about it, or about
    // `assumed`.
    /**
     * @param {Sheet} sheet
     * @param {SheetHeader} header
     * @param {Needs} needs
     * @param {{ entity: string | null, division: string | null, assumed: string | null, asOf: number }} about
     */
    constructor(sheet, header, needs, { entity, division, assumed, asOf }) {
      this.sheet = sheet;
      this.wanted = wantedOf(needs);
      this.header = header;
      this.entity = entity;
      this.division = division;
      this.assumed = assumed;
      this.asOf = asOf;
      /** @type {Problem[]} */
      this.problems = [];
      /** @type {Passed[]} */
      this.passed = [];
      this.used = new Set(header.columns.map(({ index }) => index));
      /** @type {Map<number, [FigureColumn, [number, Row][]]>} */
      this.bare = new Map();
    }

    /** @returns {Promise<Row[]>} */
    async rows() {
      const rows = [];
      for (let index = this.header.row + 1; index < this.sheet.rows.length; index += 1) {
        if (pace.due()) await pace.rest("rows", index, this.sheet.rows.length);
        if (this.sheet.rows[index].every(isEmpty)) continue;
        const known = this.problems.length;
        const [aside, noted] = this.aside(index);
        const row = aside ? null : this.row(index);
        if (row) {
          rows.push(row);
          this.surplus(index);
          continue;
        }
        const broken = this.problems[known];
        const reason = aside || (broken ? `${broken.code} ${broken.message}` : note("blank_row"));
        const cells = this.filled(index).length + this.beside(index).length;
        this.passed.push({ place: this.sheet.place(index, 0), reason, rows: 1, cells, noted });
      }
      for (const [column, cells] of this.bare.values()) this.percentages(column, cells);
      return rows;
    }

    /**
     * @param {number} index
     * @param {Column} column
     * @returns {Cell}
     */
    cell(index, column) {
      return this.sheet.cell(index, column.index);
    }

    // The columns of figures in which a row says something.
    /**
     * @param {number} index
     * @returns {FigureColumn[]}
     */
    filled(index) {
      return this.header.figures.filter((column) => !isBlank(this.cell(index, column)));
    }
    // The other columns, of no known meaning, in which it does.
    /**
     * @param {number} index
     * @returns {number[]}
     */
    beside(index) {
      return this.sheet.rows[index].flatMap((cell, at) => (this.used.has(at) || isBlank(cell) ? [] : [at]));
    }
    // What a row of figures holds in columns that have no meaning here.
    /** @param {number} index */
    surplus(index) {
      for (const column of this.beside(index)) {
        const reason = this.header.passed.get(column) ?? note("headless");
        this.passed.push({ place: this.sheet.place(index, column), reason, rows: 0, cells: 1, noted: false });
      }
    }

    // Why a row is none of figures (a total, a line about the form, the header), and whether to say so.
    /**
     * @param {number} index
     * @returns {[string, boolean]}
     */
    aside(index) {
      const first = this.sheet.rows[index].find((cell) => !isEmpty(cell));
      const isAlone = this.sheet.rows[index].filter((cell) => !isEmpty(cell)).length === 1;
      if (
        first &&
        (MARKS.described.includes(key(first.text)) || (isAlone && unitLine(first.text).length > 0))
      )
        return [note("described_row"), false];
      if (this.begins(index, "totals")) return [note("total_row"), true];
      if (this.begins(index, "footers")) return [note("footer_row"), true];
      const { columns } = this.header;
      if (columns.every((column) => isEmpty(this.cell(index, column)))) return [note("outside_row"), false];
      const isRepeated = columns.every((column) => this.cell(index, column).text === column.header);
      return [isRepeated ? note("header_row") : "", false];
    }

    // Whether a row of delimited text does not fit the header: a figure may stand in another's column.
    /**
     * @param {number} index
     * @returns {boolean}
     */
    isRagged(index) {
      const cells = this.sheet.rows[index],
        last = cells.findLastIndex((cell) => !isEmpty(cell)),
        wanted = this.header.width;
      if (this.sheet.name || (last < wanted && wanted <= cells.length)) return false;
      const found = Math.max(last + 1, Math.min(cells.length, wanted));
      this.report("PK337", index, [], { found, wanted });
      return true;
    }

    // Whether the row begins with one of the words of a list.
    /**
     * @param {number} index
     * @param {"totals" | "footers"} list
     * @returns {boolean}
     */
    begins(index, list) {
      if (list === "footers" && this.filled(index).length) return false;
      const heads = this.sheet.rows[index]
        .slice(0, HEADS)
        .filter((cell) => !isEmpty(cell))
        .map((cell) => key(cell.text));
      return heads.some((head) => MARKS[list].some((mark) => head.startsWith(mark)));
    }

    /**
     * @param {number} index
     * @returns {Row | null}
     */
    row(index) {
      if (this.isRagged(index)) return null;
      const unit = this.text(index, "unit");
      const code = this.divisionOf(index, unit);
      const entity = this.entityOf(index, code);
      if (entity !== null && !RANKS.includes(entity) && !unit) {
        if (this.filled(index).length)
          this.report("PK330", index, ["unit"], { entity: book.entities[entity] });
        return null;
      }
      if (code === null || entity === null) return null;
      const named = !RANKS.includes(entity) || (unit && find(unit) === null) ? unit : nameOf(code);
      const place = this.sheet.place(index, this.index("unit", "division"));
      // with the marks that specs write groups with, which a cell's text has lost
      const population = this.text(index, "population").replaceAll(";", "；").replaceAll(",", "，");
      /** @type {Row} */
      const row = {
        unit: named,
        division: code,
        entity,
        year: null,
        place,
        population,
        figures: new Map(),
        places: new Map(),
        unread: new Map(),
        blanks: new Set(),
      };
      this.year(index, row);
      for (const column of this.header.figures) this.figure(index, column, row);
      return row;
    }

    /**
     * @param {number} index
     * @param {string} name
     * @returns {string}
     */
    text(index, name) {
      const column = this.header.keyed(name);
      return column ? this.cell(index, column).text : "";
    }
    /**
     * @param {...string} names
     * @returns {number}
     */
    index(...names) {
      return names.map((name) => this.header.keyed(name)).find(Boolean)?.index ?? 0;
    }

    /**
     * @param {number} index
     * @param {string} unit
     * @returns {string | null}
     */
    divisionOf(index, unit) {
      const written = this.text(index, "division");
      const found = find(written || unit, this.division, { current: true });
      if (written && found === null) {
        const outside = find(written, null, { current: true });
        if (outside === null) this.report("PK320", index, ["division"], { hint: hint(written) });
        else
          this.report("PK321", index, ["division"], { code: outside, division: nameOf(this.division ?? "") });
        return null;
      }
      const other = this.division || this.assumed;
      if (found === null && other !== null) return this.assume(index, unit, other);
      if (found === null) this.report("PK325", index, ["division", "unit"]);
      else if (written && this.contradicts(index, found, unit)) return null;
      return found;
    }
    // Without a code a row is about the file's division, unless it is another's by name.
    /**
     * @param {number} index
     * @param {string} unit
     * @param {string} division
     * @returns {string | null}
     */
    assume(index, unit, division) {
      const named = this.entity !== null && RANKS.includes(this.entity) ? find(unit) : null;
      if (named !== null && named !== division) {
        this.report("PK321", index, ["unit"], { code: unit, division: nameOf(division) });
        return null;
      }
      return division;
    }
    // Whether the row's name is that of another division than its code.
    /**
     * @param {number} index
     * @param {string} code
     * @param {string} unit
     * @returns {boolean}
     */
    contradicts(index, code, unit) {
      const named = this.entity === null || RANKS.includes(this.entity) ? find(unit) : null;
      if (named === null || nameOf(named) === nameOf(code) || candidates(unit).includes(code)) return false;
      this.report("PK332", index, ["division"], { code, name: nameOf(code), unit });
      return true;
    }

    /**
     * @param {number} index
     * @param {string | null} code
     * @returns {string | null}
     */
    entityOf(index, code) {
      const written = this.text(index, "entity");
      if (written) {
        const entity = entityOf(written);
        if (entity === null)
          this.report("PK329", index, ["entity"], { allowed: Object.values(book.entities).join("、") });
        return entity;
      }
      const own = code !== null ? entityOfCode(code) : this.entity;
      if (this.entity === null || !RANKS.includes(this.entity) || own === this.entity)
        return this.entity ?? own;
      if (code !== null && own !== null) {
        const values = {
          code,
          name: nameOf(code),
          level: book.entities[own],
          entity: book.entities[this.entity],
        };
        this.report("PK335", index, ["division", "unit"], values);
      }
      return null;
    }

    /**
     * @param {number} index
     * @param {Row} row
     */
    year(index, row) {
      const column = this.header.keyed("year");
      if (!column || isBlank(this.cell(index, column))) return;
      try {
        row.year = yearOf(this.cell(index, column));
      } catch (error) {
        if (!(error instanceof FigureError)) throw error;
        this.report(error.code, index, ["year"], error.values);
        stop(row, this.problems.at(-1), [""]);
      }
    }

    /**
     * @param {number} index
     * @param {FigureColumn} column
     * @param {Row} row
     */
    figure(index, column, row) {
      const cell = this.cell(index, column);
      const { header: name } = column;
      if (cell.formula || cell.text.startsWith("#")) {
        this.stop(cell.formula ? "PK323" : "PK328", index, column, row, {});
        return;
      }
      const isWanted = this.wanted.get(row.entity)?.has(column.name);
      if (isBlank(cell)) {
        if (isWanted) row.blanks.add(column.name);
        return;
      }
      if (!isWanted) {
        const { meaning } = column;
        const owner = meaning.kind === "variable" ? meaning.entity : meaning.entities[0];
        const reason = note("elsewhere", { name, entity: book.entities[owner] });
        const place = this.sheet.place(index, column.index);
        this.passed.push({ place, reason, rows: 0, cells: 1, noted: true });
        return;
      }
      try {
        const [value, bare] = read(cell, column, this.asOf);
        row.figures.set(column.name, value);
        row.places.set(column.name, this.sheet.place(index, column.index));
        if (!bare) return;
        if (!this.bare.has(column.index)) this.bare.set(column.index, [column, []]);
        this.bare.get(column.index)?.[1].push([index, row]);
      } catch (error) {
        if (!(error instanceof FigureError)) throw error;
        this.stop(error.code, index, column, row, error.values);
      }
    }
    // What stands in a cell of a row cannot be used.
    /**
     * @param {string} code
     * @param {number} index
     * @param {FigureColumn} column
     * @param {Row} row
     * @param {Values} values
     */
    stop(code, index, column, row, values) {
      const broken = this.sheet.problem(code, index, column.index, { name: column.header, ...values });
      this.problems.push(broken);
      row.places.set(column.name, this.sheet.place(index, column.index));
      stop(row, broken, [column.name]);
    }

    // 0.85 means 85% when no number of the column is above 1; a column that mixes both is ambiguous.
    // So is 0.85 in a column that is no share: a growth of 0.85% is nothing unusual.
    /**
     * @param {FigureColumn} column
     * @param {[number, Row][]} cells
     */
    percentages(column, cells) {
      const { name, meaning, header } = column;
      /** @type {(row: Row) => number} */
      const valueOf = (row) => row.figures.get(name) ?? 0;
      const small = cells.filter(([, row]) => Math.abs(valueOf(row)) > 0 && Math.abs(valueOf(row)) <= 1);
      if (!small.length) return;
      const fractions = small.length === cells.filter(([, row]) => valueOf(row) !== 0).length;
      if (fractions && meaning.share && small.some(([, row]) => valueOf(row) < 1)) {
        for (const [, row] of cells) row.figures.set(name, round(valueOf(row) * 100, DECIMALS));
        this.header.notes.push(
          `${this.sheet.place(this.header.row, column.index)}：${note("fractions", { name: header })}`,
        );
        return;
      }
      for (const [index, row] of small) this.stop("PK315", index, column, row, {});
    }

    /**
     * @param {string} code
     * @param {number} index
     * @param {string[]} names
     * @param {Values} values
     */
    report(code, index, names, values = {}) {
      this.problems.push(this.sheet.problem(code, index, this.index(...names), values));
    }
  }

  return { Reader, read };
})();
