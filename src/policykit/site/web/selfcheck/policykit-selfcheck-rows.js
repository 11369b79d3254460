// A sheet with its header → rows: the figures, and what of a row is not used.
policykitSelfcheck.rows = (() => {
  "use strict";

  const kit = policykitSelfcheck;
  const book = window.policykitRulebook;
  const { round } = kit.numbers;
  const { key, fold, markOf, note } = kit.words;
  const { RANKS, nameOf, find } = kit.divisions;
  const { isEmpty, fits } = kit.cells;
  const { wantedOf } = kit.header;
  const { unitLine } = kit.units;
  const { stop } = kit.validate;
  const { labelOf } = kit.period;
  const { pace } = kit;
  const { FigureError, isBlank, figure, gradeOf, dayOf } = kit.figures;

  const { decimals: DECIMALS, heads: HEADS } = book.words.reading;
  const MARKS = {
    described: book.words.described.map(key),
    totals: book.words.totals.map(key),
    parts: book.words.parts.map(key),
    footers: book.words.footers.map(key),
  };
  const TOTAL = note("total_row");
  /** @type {Line} */
  const NO_TOTAL = {
    row: null,
    figures: new Map(),
    word: "",
    meanings: new Map(),
    places: new Map(),
    of: null,
  };
  const MAGNITUDES = Object.keys(book.words.magnitudes);

  // The number that a cell stands for in its column, and whether it is a bare one in a column of percentages.
  /**
   * @type {(
   *   cell: Cell,
   *   column: Pick<FigureColumn, "meaning" | "factor"> & { unit?: string },
   *   asOf: number | null,
   * ) => [number, boolean]}
   */
  const read = (cell, { meaning, factor, unit = "" }, asOf) => {
    const { grades } = meaning;
    if (grades.length) {
      const isKnown = grades.some(([name]) => name === cell.text);
      return [gradeOf(isKnown ? cell : { ...cell, text: fold(cell.text) }, grades), false];
    }
    if (meaning.date) return [dayOf(cell, asOf), false];
    const rest = cell.text.replace(/^[-+0-9,. ]+/, "");
    // 4.8万 below a header in 万元 is 4.8万元 or 4.8万 of them.
    if (MAGNITUDES.includes(rest) && MAGNITUDES.some((sign) => unit.startsWith(sign)))
      throw new FigureError("PK339", { unit });
    return figure(cell, meaning.unit, factor);
  };

  // Whether the period that a head names may be the row's: the same months, of no other year.
  /** @type {(period: Period, own: Period) => boolean} */
  const isOf = ({ year, first, last }, own) =>
    (year === null || own.year === null || year === own.year) && first === own.first && last === own.last;

  class Reader extends kit.keys.Keys {
    /**
     * @param {Sheet} sheet
     * @param {SheetHeader} header
     * @param {Needs} needs
     * @param {{
     *   entity: string | null,
     *   division: string | null,
     *   assumed: string | null,
     *   asOf: number,
     *   year: number | null,
     * }} about
     */
    constructor(sheet, header, needs, about) {
      super(sheet, header, about);
      this.wanted = wantedOf(needs);
      this.asOf = about.asOf;
      this.only = about.year;
      /** @type {Passed[]} */
      this.passed = [];
      /** @type {Doubt[]} */
      this.doubts = [];
      this.used = new Set(header.columns.map(({ index }) => index));
      /** @type {Map<number, [FigureColumn, [number, Row][]]>} */
      this.bare = new Map();
    }

    /** @returns {Promise<Row[]>} */
    async rows() {
      const rows = [];
      /** @type {Line[]} */
      const lines = [];
      for (let index = this.header.row + 1; index < this.sheet.rows.length; index += 1) {
        if (pace.due()) await pace.rest("rows", index, this.sheet.rows.length);
        if (this.sheet.rows[index].every(isEmpty)) continue;
        const known = this.problems.length;
        const [aside, noted] = this.aside(index);
        const row = aside ? null : this.row(index);
        if (row) {
          rows.push(row);
          lines.push({ ...NO_TOTAL, row });
          this.surplus(index);
          continue;
        }
        if (aside === TOTAL) lines.push(this.total(index));
        const broken = this.problems[known];
        const reason = aside || (broken ? `${broken.code} ${broken.message}` : note("blank_row"));
        const cells = this.filled(index).length + this.beside(index).length;
        this.passed.push({ place: this.sheet.place(index, 0), reason, rows: 1, cells, noted });
      }
      for (const [column, cells] of this.bare.values()) this.percentages(column, cells);
      this.doubts = kit.totals.doubts(lines);
      return rows;
    }

    // A row of totals: what it is the total of is found when all rows are read.
    /**
     * @param {number} index
     * @returns {Line}
     */
    total(index) {
      const heads = this.sheet.rows[index].map(({ text }) => key(text));
      const word = heads.find((head) => MARKS.totals.some((mark) => head.startsWith(mark))) ?? "";
      const figures = new Map(),
        places = new Map();
      for (const column of this.header.figures) {
        const cell = this.cell(index, column);
        if (isBlank(cell) || cell.formula || !this.isFigure(index, column)) continue;
        figures.set(column.name, read(cell, column, this.asOf)[0]);
        places.set(column.name, this.sheet.place(index, column.index));
      }
      const meanings = new Map(this.header.figures.map(({ name, meaning }) => [name, meaning]));
      const span = this.span(index);
      /** @type {Line["of"]} */
      const of = !span || span.year === null ? null : [span.year, span.part ? labelOf(span.part) : ""];
      return { row: null, figures, word, meanings, places, of };
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
      const told = [key(first?.text ?? ""), key(this.text(index, "unit"))];
      if (told.some((text) => MARKS.totals.some((mark) => text.endsWith(mark)))) return [TOTAL, true];
      if (this.begins(index, "totals")) return [TOTAL, true];
      if (this.begins(index, "parts")) return [note("part_row"), true];
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
        { width: wanted, fields } = this.header;
      if (this.sheet.name || fits(cells, wanted, fields)) return false;
      this.report("PK337", index, [], { found: cells.length, wanted });
      return true;
    }

    // Whether the row begins with one of the words of a list.
    /**
     * @param {number} index
     * @param {"totals" | "parts" | "footers"} list
     * @returns {boolean}
     */
    begins(index, list) {
      if (list === "footers" && this.filled(index).some((column) => this.isFigure(index, column)))
        return false;
      const filled = this.sheet.rows[index].filter((cell) => !isEmpty(cell));
      const near = this.sheet.rows[index].slice(0, HEADS).filter((cell) => !isEmpty(cell));
      const heads = (filled.length === 1 ? filled : near).map((cell) => key(cell.text));
      return heads.some((head) => MARKS[list].some((mark) => head.startsWith(mark)));
    }

    // Whether a cell can be read: 审核人 beside 填报人 may stand below a head of figures.
    /**
     * @param {number} index
     * @param {FigureColumn} column
     * @param {number | null} [last]
     */
    isFigure(index, column, last = this.asOf) {
      try {
        read(this.cell(index, column), column, last);
        return true;
      } catch (error) {
        if (!(error instanceof FigureError)) throw error;
        return false;
      }
    }

    /**
     * @param {number} index
     * @returns {Row | null}
     */
    row(index) {
      if (this.isRagged(index)) return null;
      const unit = this.unit(index);
      const isNamed = unit || this.text(index, "unit") || this.text(index, "division");
      if (!isNamed && !this.filled(index).length) return null;
      const code = this.divisionOf(index, unit || this.named);
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
        blanks: new Map(),
        period: "",
        dated: "",
      };
      this.year(index, row);
      for (const column of this.header.figures) this.figure(index, column, row);
      return row;
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
        if (isWanted) row.blanks.set(column.name, this.sheet.place(index, column.index));
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
      const own = kit.period.read(row.period) ?? { year: row.year, first: 1, last: 12 };
      if (column.period && !isOf(column.period, own)) {
        const shown = row.period || (own.year === null ? book.words.undated : labelOf(own));
        this.stop("PK345", index, column, row, { period: labelOf(column.period), own: shown });
        return;
      }
      try {
        // What a year that is not judged says was not to be known on the day of the check.
        const isLater = this.only !== null && (row.year ?? this.only) > this.only;
        const last = isLater ? null : this.asOf;
        const [value, bare] = read(cell, column, last);
        const place = this.sheet.place(index, column.index);
        for (const again of this.header.again.get(column.name) ?? [])
          if (this.differs(again, index, value, last)) {
            this.stop("PK310", index, again, row, { first: place });
            return;
          }
        row.figures.set(column.name, value);
        row.places.set(column.name, place);
        if (!bare) return;
        if (!this.bare.has(column.index)) this.bare.set(column.index, [column, []]);
        this.bare.get(column.index)?.[1].push([index, row]);
      } catch (error) {
        if (!(error instanceof FigureError)) throw error;
        const mark = ["PK311", "PK314"].includes(error.code) ? markOf(cell.text) : "";
        const values = mark ? { ...error.values, mark } : error.values;
        this.stop(mark ? "PK340" : error.code, index, column, row, values);
      }
    }
    // Whether the same figure, written once more, is another: which of the two is right nobody knows.
    /**
     * @param {FigureColumn} column
     * @param {number} index
     * @param {number} value
     * @param {number | null} last
     * @returns {boolean}
     */
    differs(column, index, value, last) {
      if (isBlank(this.cell(index, column))) return false;
      if (!this.isFigure(index, column, last)) return true;
      const [other] = read(this.cell(index, column), column, last);
      return Math.abs(other - value) > 1e-9 * Math.max(Math.abs(other), Math.abs(value));
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
  }

  return { Reader, read };
})();
