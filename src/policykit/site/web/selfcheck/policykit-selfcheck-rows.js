// A sheet with its header → rows: whose figures, of which year, and the figures themselves.
(() => {
  "use strict";

  const kit = window.policykitSelfcheck;
  const book = window.policykitRulebook;
  const { round } = kit.numbers;
  const { key, note, entityOf } = kit.words;
  const { RANKS, nameOf, find, candidates, hint, entity: entityOfCode } = kit.divisions;
  const { isEmpty } = kit.workbook;
  const { FigureError, isBlank, figure, gradeOf, dayOf, yearOf } = kit.figures;

  const HEADS = 3; // cells at the beginning of a row in which 合计 or 注 may stand
  const MARKS = Object.fromEntries(["described", "totals", "footers"].map((list) => [list, book.words[list].map(key)]));

  class Reader {
    // All rows must lie in `division`, if that is given; rows that do not say are about it, or about `assumed`.
    constructor(sheet, header, { entity, division, assumed, asOf }) {
      Object.assign(this, { sheet, header, entity, division, assumed, asOf, problems: [], notes: [], bare: new Map() });
    }

    rows() {
      const rows = [];
      for (let index = this.header.row + 1; index < this.sheet.rows.length; index += 1) {
        const row = this.isData(index) ? this.row(index) : null;
        if (row) rows.push(row);
      }
      for (const [column, cells] of this.bare.values()) this.percentages(column, cells);
      return rows;
    }

    cell(index, column) {
      return this.sheet.cell(index, column.index);
    }

    isData(index) {
      const first = this.sheet.rows[index].find((cell) => !isEmpty(cell));
      if (!first || MARKS.described.includes(key(first.text))) return false;
      if (this.isAside(index, "totals", "total_row") || this.isAside(index, "footers", "footer_row")) return false;
      const { columns } = this.header;
      if (columns.every((column) => isEmpty(this.cell(index, column)))) return false;
      return columns.some((column) => this.cell(index, column).text !== column.header);
    }

    // Whether the row begins with one of the words of a list; it is noted then.
    isAside(index, list, wording) {
      if (list === "footers" && this.hasFigures(index)) return false;
      const heads = this.sheet.rows[index].slice(0, HEADS).filter((cell) => !isEmpty(cell)).map((cell) => key(cell.text));
      const found = heads.some((head) => MARKS[list].some((mark) => head.startsWith(mark)));
      if (found) this.notes.push(`${this.sheet.place(index, 0)}：${note(wording)}`);
      return found;
    }
    hasFigures(index) {
      return this.header.figures.some((column) => !isBlank(this.cell(index, column)));
    }

    row(index) {
      const unit = this.text(index, "unit");
      const code = this.divisionOf(index, unit);
      const entity = this.entityOf(index, code);
      const year = this.year(index);
      if (entity !== null && !RANKS.includes(entity) && !unit) {
        if (this.hasFigures(index)) this.report("PK330", index, ["unit"], { entity: book.entities[entity] });
        return null;
      }
      if (code === null || entity === null) return null;
      const named = !RANKS.includes(entity) || (unit && find(unit) === null) ? unit : nameOf(code);
      const place = this.sheet.place(index, this.index("unit", "division"));
      // with the marks that specs write groups with, which a cell's text has lost
      const population = this.text(index, "population").replaceAll(";", "；").replaceAll(",", "，");
      const row = { unit: named, division: code, entity, year, place, population, figures: new Map(), places: new Map() };
      for (const column of this.header.figures) this.figure(index, column, row);
      return row;
    }

    text(index, name) {
      const column = this.header.keyed(name);
      return column ? this.cell(index, column).text : "";
    }
    index(...names) {
      return names.map((name) => this.header.keyed(name)).find(Boolean)?.index ?? 0;
    }

    divisionOf(index, unit) {
      const written = this.text(index, "division");
      const found = find(written || unit, this.division, { current: true });
      if (written && found === null) {
        const outside = find(written, null, { current: true });
        if (outside === null) this.report("PK320", index, ["division"], { hint: hint(written) });
        else this.report("PK321", index, ["division"], { code: outside, division: nameOf(this.division ?? "") });
        return null;
      }
      if (found === null && (this.division || this.assumed) !== null) return this.assume(index, unit);
      if (found === null) this.report("PK325", index, ["division", "unit"]);
      else if (written && this.contradicts(index, found, unit)) return null;
      return found;
    }
    // Without a code a row is about the file's division, unless it is another's by name.
    assume(index, unit) {
      const division = this.division || this.assumed, named = RANKS.includes(this.entity) ? find(unit) : null;
      if (named !== null && named !== division) {
        this.report("PK321", index, ["unit"], { code: unit, division: nameOf(division ?? "") });
        return null;
      }
      return division;
    }
    // Whether the row's name is that of another division than its code.
    contradicts(index, code, unit) {
      const named = this.entity === null || RANKS.includes(this.entity) ? find(unit) : null;
      if (named === null || nameOf(named) === nameOf(code) || candidates(unit).includes(code)) return false;
      this.report("PK332", index, ["division"], { code, name: nameOf(code), unit });
      return true;
    }

    entityOf(index, code) {
      const written = this.text(index, "entity");
      if (written) {
        const entity = entityOf(written);
        if (entity === null) this.report("PK329", index, ["entity"], { allowed: Object.values(book.entities).join("、") });
        return entity;
      }
      const own = code !== null ? entityOfCode(code) : this.entity;
      if (this.entity === null || !RANKS.includes(this.entity) || own === this.entity) return this.entity ?? own;
      if (code !== null && own !== null) {
        const values = { code, name: nameOf(code), level: book.entities[own], entity: book.entities[this.entity] };
        this.report("PK335", index, ["division", "unit"], values);
      }
      return null;
    }

    year(index) {
      const column = this.header.keyed("year");
      if (!column || isBlank(this.cell(index, column))) return null;
      try {
        return yearOf(this.cell(index, column));
      } catch (error) {
        if (!(error instanceof FigureError)) throw error;
        this.report(error.code, index, ["year"], error.values);
        return null;
      }
    }

    figure(index, column, row) {
      const cell = this.cell(index, column), { meaning, header: name } = column;
      if (cell.formula || cell.text.startsWith("#")) {
        this.problems.push(this.sheet.problem(cell.formula ? "PK323" : "PK328", index, column.index, { name }));
        return;
      }
      if (isBlank(cell)) return;
      try {
        const [value, bare] = this.read(column, cell);
        row.figures.set(column.name, value);
        row.places.set(column.name, this.sheet.place(index, column.index));
        if (!bare) return;
        if (!this.bare.has(column.index)) this.bare.set(column.index, [column, []]);
        this.bare.get(column.index)[1].push([index, row]);
      } catch (error) {
        if (!(error instanceof FigureError)) throw error;
        this.problems.push(this.sheet.problem(error.code, index, column.index, { name, ...error.values }));
      }
    }
    read(column, cell) {
      const { meaning } = column;
      if (meaning.grades.length) return [gradeOf(cell, meaning.grades), false];
      if (meaning.date) return [dayOf(cell, this.asOf), false];
      return figure(cell, meaning.unit, column.factor);
    }

    // 0.85 means 85% when no number of the column is above 1; a column that mixes both is ambiguous.
    // So is 0.85 in a column that is no share: a growth of 0.85% is nothing unusual.
    percentages(column, cells) {
      const { name, meaning, header } = column;
      const small = cells.filter(([, row]) => Math.abs(row.figures.get(name)) > 0 && Math.abs(row.figures.get(name)) <= 1);
      if (!small.length) return;
      const fractions = small.length === cells.filter(([, row]) => row.figures.get(name) !== 0).length;
      if (fractions && meaning.share && small.some(([, row]) => row.figures.get(name) < 1)) {
        for (const [, row] of cells) row.figures.set(name, round(row.figures.get(name) * 100, 9));
        this.notes.push(`${this.sheet.place(this.header.row, column.index)}：${note("fractions", { name: header })}`);
        return;
      }
      for (const [index] of small) this.problems.push(this.sheet.problem("PK315", index, column.index, { name: header }));
    }

    report(code, index, names, values = {}) {
      this.problems.push(this.sheet.problem(code, index, this.index(...names), values));
    }
  }

  kit.rows = { Reader };
})();
