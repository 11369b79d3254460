// Whose figures a row holds, and of when: unit, division, kind of unit, year and part of it.
policykitSelfcheck.keys = (() => {
  "use strict";

  const kit = policykitSelfcheck;
  const book = window.policykitRulebook;
  const { isoDay } = kit.numbers;
  const { key, keysOf, fill, entityOf } = kit.words;
  const { RANKS, nameOf, pathOf, find, within, candidates, hint, entity: entityOfCode } = kit.divisions;
  const { stop } = kit.validate;
  const { FigureError, isBlank, yearOf } = kit.figures;
  const periods = kit.period;

  const OWN = book.words.own.map(key);
  const BODY = new RegExp(`^(?:${book.words.reading.body})$`, "u");
  const BELOW = new RegExp(`^(?:${book.words.reading.below})$`, "u");
  const ABSENT = ["nan", "NaN", "NaT", "<NA>"]; // blank, as tables are exported

  /** @typedef {{ year: number | null, part: Period | null }} Span */
  // The year that a cell says, or the part of one; null for what is neither.
  /** @type {(cell: Cell | null) => Span | null} */
  const yearIn = (cell) => {
    if (!cell) return { year: null, part: null };
    try {
      return { year: yearOf(cell), part: null };
    } catch (error) {
      if (!(error instanceof FigureError)) throw error;
      const part = periods.read(cell.text);
      return part && part.year !== null && periods.isPart(part) ? { year: part.year, part } : null;
    }
  };
  // With the part of a year that stands beside it; null where the two do not agree.
  /** @type {(span: Span, text: string, column: string) => Span | null} */
  const joint = ({ year, part }, text, column) => {
    const found = periods.read(text, column);
    if (!found || (year !== null && found.year !== null && found.year !== year)) return null;
    if (part && (part.year !== found.year || periods.labelOf(part) !== periods.labelOf(found))) return null;
    const of = found.year ?? year;
    return { year: of, part: periods.isPart(found) ? { ...found, year: of } : null };
  };

  // What a cell says of the part of a year; a day is its month.
  /** @type {(cell: Cell | null) => string} */
  const monthOf = (cell) => (cell && cell.day !== null ? isoDay(cell.day).slice(0, 7) : (cell?.text ?? ""));

  // The division with whose name a title begins, the longest: 黄山市歙县2026年….
  /** @type {(title: string) => string | null} */
  const divisionIn = (title) => {
    const found = [...title.matchAll(new RegExp(book.words.reading.division, "gu"))].map((match) =>
      find(title.slice(0, match.index + match[0].length)),
    );
    return found.findLast((one) => one !== null) ?? null;
  };

  class Keys {
    // All rows must lie in `division`, if that is given; rows that do not say are about it, or about
    // `assumed`.
    /**
     * @param {Sheet} sheet
     * @param {SheetHeader} header
     * @param {{ entity: string | null, division: string | null, assumed: string | null }} about
     */
    constructor(sheet, header, { entity, division, assumed }) {
      this.sheet = sheet;
      this.header = header;
      this.entity = entity;
      this.division = division;
      this.assumed = assumed;
      this.hinted = 0;
      // What the sheet as a whole says: its name and its titles.
      const titles = sheet.titles(header.row);
      const hasKeys = header.keyed("unit") || header.keyed("division");
      this.named = hasKeys ? "" : this.whose(titles);
      const parts = titles.map(periods.within).filter((one) => one !== null);
      this.titled = parts.find(periods.isPart) ?? null;
      /** @type {Problem[]} */
      this.problems = [];
    }

    /**
     * @param {number} index
     * @param {Column} column
     * @returns {Cell}
     */
    cell(index, column) {
      return this.sheet.cell(index, column.index);
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
    // The division that a sheet without a column for it is called by, or else its title: 休宁县2026年….
    // A county may fill in a form of its city, whose title says no more of it.
    /**
     * @param {string[]} titles
     * @returns {string}
     */
    whose(titles) {
      const named = keysOf(this.sheet.name).find((one) => find(one) !== null);
      if (named) return named;
      const own = this.division || this.assumed;
      const other = titles.map(divisionIn).find((one) => one !== null && (own === null || !within(own, one)));
      return other ? pathOf(other) : "";
    }

    // The unit's name; of a division without what is written around it: 歙县（最终版）, 本县.
    /**
     * @param {number} index
     * @returns {string}
     */
    unit(index) {
      const unit = this.text(index, "unit"),
        below = this.below(index);
      if (!this.isDivision(index)) return unit || below;
      if (below && !BELOW.test(unit)) return below;
      if (OWN.includes(key(unit))) return "";
      if (!unit || candidates(unit).length) return unit;
      const body = BODY.exec(unit);
      return [...keysOf(unit), ...(body ? [body[1]] : [])].find((one) => candidates(one).length) ?? unit;
    }
    // What a row is of that lies in a county, where a column is for it; a number there is how many there are.
    /**
     * @param {number} index
     * @returns {string}
     */
    below(index) {
      const columns = this.header.columns.filter((one) => one.meaning === null && one.name === "below");
      const told = columns.map((one) => this.cell(index, one)).filter((one) => !isBlank(one));
      const texts = told.map(({ text }) => text).filter((text) => !/^[0-9]/.test(text));
      return texts.find((text) => !OWN.includes(key(text)) && !candidates(text).length) ?? "";
    }
    // Whether the figures of a row may be those of a division, as far as the sheet and the row say its kind.
    /**
     * @param {number} index
     * @returns {boolean}
     */
    isDivision(index) {
      const written = this.text(index, "entity");
      const kind = written ? entityOf(written) : this.entity;
      return kind === null || RANKS.includes(kind);
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
        if (outside === null) this.report("PK320", index, ["division"], { hint: this.hint(written) });
        else
          this.report("PK321", index, ["division"], { code: outside, division: nameOf(this.division ?? "") });
        return null;
      }
      const other = this.division || this.assumed;
      if (found === null && other !== null) return this.assume(index, unit, other);
      const names = unit ? ["unit", "division"] : ["division", "unit"];
      if (found === null) this.report("PK325", index, names, { hint: this.hint(unit) });
      else if (written && this.contradicts(index, found, unit)) return null;
      return found;
    }
    // Which division may be meant. To look for it takes long: not for each row of a file of nonsense.
    /**
     * @param {string} written
     * @returns {string}
     */
    hint(written) {
      this.hinted += 1;
      return written && this.hinted <= book.words.limits.hints ? hint(written) : "";
    }
    // Without a code a row is about the file's division, unless it is another's by name.
    /**
     * @param {number} index
     * @param {string} unit
     * @param {string} division
     * @returns {string | null}
     */
    assume(index, unit, division) {
      const isDivision = this.isDivision(index);
      const named = isDivision || (unit && unit === this.named) ? find(unit) : null;
      if (named !== null && named !== division) {
        this.report("PK321", index, ["unit"], { code: unit, division: nameOf(division) });
        return null;
      }
      if (isDivision && named === null && (this.below(index) || BELOW.test(unit))) {
        this.report("PK332", index, ["unit"], { code: division, name: nameOf(division), unit });
        return null;
      }
      const isOfOne = this.entity !== null && isDivision;
      if (isOfOne && entityOfCode(division) !== this.entity && !this.text(index, "entity")) {
        // Of which of those in it, nothing says.
        const names = unit ? ["unit", "division"] : ["division", "unit"];
        this.report("PK325", index, names, { hint: this.hint(unit) });
        return null;
      }
      return division;
    }
    // Whether the row's name is that of another division than its code, or of what lies in that.
    /**
     * @param {number} index
     * @param {string} code
     * @param {string} unit
     * @returns {boolean}
     */
    contradicts(index, code, unit) {
      if (!this.isDivision(index)) return false;
      const named = find(unit);
      const isOther = named === null ? BELOW.test(unit) : nameOf(named) !== nameOf(code);
      if (!this.below(index) && (!isOther || candidates(unit).includes(code))) return false;
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
      const entity = written ? entityOf(written) : this.entity;
      if (written && entity === null) {
        this.report("PK329", index, ["entity"], { allowed: Object.values(book.entities).join("、") });
        return null;
      }
      const own = code !== null ? entityOfCode(code) : entity;
      if (entity === null || !RANKS.includes(entity) || own === entity) return entity ?? own;
      if (code !== null && own !== null) {
        const values = { code, name: nameOf(code), level: book.entities[own], entity: book.entities[entity] };
        this.report("PK335", index, written ? ["entity"] : ["division", "unit"], values);
      }
      return null;
    }

    // The cells of a row that say its year, and the part of one; null where they say nothing.
    /**
     * @param {number} index
     * @returns {(Cell | null)[]}
     */
    dated(index) {
      return ["year", "period"].map((name) => {
        const column = this.header.keyed(name);
        const cell = column && this.cell(index, column);
        return cell && !isBlank(cell) ? cell : null;
      });
    }
    // The year of a row, or the part of one: 2026年上半年, 2026Q3, or 三季度 beside the year.
    /**
     * @param {number} index
     * @returns {Span | null}
     */
    span(index) {
      if (!this.header.keyed("year") && !this.header.keyed("period")) {
        const named = periods.read(this.sheet.name);
        if (named && named.year !== null)
          return { year: named.year, part: periods.isPart(named) ? named : null };
        if (this.titled) return { year: this.titled.year, part: this.titled };
      }
      const [year, period] = this.dated(index);
      const own = yearIn(year),
        text = monthOf(period);
      if (!own || !text || ABSENT.includes(text)) return own;
      return joint(own, text, this.header.keyed("period")?.header ?? "");
    }
    /**
     * @param {number} index
     * @param {Row} row
     */
    year(index, row) {
      const [year, period] = this.dated(index);
      const span = this.span(index);
      const named = period ? "period" : "year";
      if (year ?? period) row.dated = this.sheet.place(index, this.index(named));
      if (span) {
        row.year = span.year;
        row.period = span.part ? periods.labelOf(span.part) : "";
        return;
      }
      const isOfYear = !yearIn(year);
      const values = { year: year?.text ?? "", period: monthOf(period) };
      const both = fill(book.words.period, values).replace(/^，/, "");
      this.report("PK324", index, [isOfYear ? "year" : "period"], isOfYear ? {} : { value: both });
      stop(row, this.problems.at(-1), [""]);
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

  return { Keys };
})();
