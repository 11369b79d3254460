// In what the columns of a sheet are counted: by their headers, a row of units below, a line beside it.
policykitSelfcheck.units = (() => {
  "use strict";

  const kit = policykitSelfcheck;
  const book = window.policykitRulebook;
  const { plain, unitFactor, note } = kit.words;
  const { isUnit, unitOf } = kit.heads;

  // What a column's figures are multiplied with; null when they are in a unit of another kind.
  /**
   * @type {(
   *   sheet: Sheet,
   *   header: SheetHeader,
   *   index: number,
   *   text: string,
   *   meaning: Meaning | null,
   * ) => number | null}
   */
  const factorOf = (sheet, header, index, text, meaning) => {
    if (!meaning || meaning.date || meaning.grades.length) return 1;
    const unit = unitOf(text, meaning.unit);
    const factor = unitFactor(unit, meaning.unit);
    if (factor === null) {
      const values = { unit: meaning.unit, written: unit };
      header.refuse(sheet.problem("PK314", header.row, index, values), index);
    }
    return unit ? factor : 1;
  };

  /** @type {(text: string) => string} */
  const bare = (text) => text.replace(/^[()]+|[()]+$/g, "");

  // A row of units below the header says in what its columns are counted.
  /** @type {(sheet: Sheet, header: SheetHeader) => void} */
  const unitsBelow = (sheet, header) => {
    const below = header.row + 1;
    if (below >= sheet.rows.length) return;
    const texts = header.figures.map((column) => sheet.cell(below, column.index).text);
    if (!texts.some(Boolean) || !texts.every((text) => !text || isUnit(bare(text)))) return;
    header.row = below;
    for (const column of header.figures) {
      const text = bare(sheet.cell(below, column.index).text);
      if (!text) continue;
      const factor = unitFactor(text, column.meaning.unit);
      if (factor === null) {
        const values = { unit: column.meaning.unit, written: text };
        header.refuse(sheet.problem("PK314", below, column.index, values), column.index);
        header.columns = header.columns.filter((one) => one !== column);
      } else [column.factor, column.unit] = [factor, text];
    }
  };

  const NUMBERING = new RegExp(`^(?:${book.words.reading.numbering})$`, "u");
  // A row of column numbers below the header (甲 乙 1 2, 栏次, 3=1/2) is a part of it.
  /** @type {(sheet: Sheet, header: SheetHeader) => void} */
  const numbersBelow = (sheet, header) => {
    const below = header.row + 1;
    const found = (sheet.rows[below] ?? []).filter((one) => !kit.cells.isEmpty(one));
    const matches = found.map(({ text }) => NUMBERING.exec(text));
    if (found.length <= 1 || !matches.every(Boolean)) return;
    const numbers = matches.flatMap((match) => (match?.[1] ? [Number(match[1])] : []));
    const isCounted = numbers.every((number, at) => number === at + 1);
    if (isCounted && (numbers.length > 1 || numbers.length < found.length)) header.row = below;
  };

  const LINE = /(?:^|[^\p{L}\p{N}_])(?:计量|金额|数据|货币)?单位\s*[:：]\s*([^()（）]+)/u;
  // The units that a line beside a table names: 单位：万元、人次; none when it is no such line.
  /** @type {(text: string) => string[]} */
  const unitLine = (text) => {
    const match = LINE.exec(plain(text));
    const units = match ? match[1].trim().split(/[、，,;；/和及\s]+/) : [];
    return units.every(isUnit) ? units : [];
  };
  // A line above or below the table says in what the columns are counted that do not say so themselves.
  /** @type {(sheet: Sheet, header: SheetHeader) => void} */
  const unitLines = (sheet, header) => {
    const lines = sheet.rows.slice(0, header.row).flatMap((row) => row.map((cell) => cell.text));
    for (const row of sheet.rows.slice(header.row + 1)) {
      const filled = row.filter((cell) => !kit.cells.isEmpty(cell));
      if (filled.length === 1) lines.push(filled[0].text);
    }
    const units = [...new Set(lines.flatMap(unitLine))];
    if (!units.length) return;
    for (const column of header.figures) {
      const { meaning } = column;
      if (column.unit || meaning.date || meaning.grades.length) continue;
      /** @type {(unit: string) => boolean} */
      const isBare = (unit) =>
        Object.hasOwn(book.words.magnitudes, unit) && ["%", "‰"].includes(meaning.unit);
      const fitting = units.filter((unit) => unitFactor(unit, meaning.unit) !== null && !isBare(unit));
      if (fitting.length > 1) {
        const values = { unit: meaning.unit, written: fitting.join("、") };
        header.refuse(sheet.problem("PK314", header.row, column.index, values), column.index);
        header.columns = header.columns.filter((one) => one !== column);
      } else if (fitting.length) {
        const factor = unitFactor(fitting[0], meaning.unit) || 1;
        column.factor *= factor;
        [column.unit] = fitting;
        if (factor !== 1) {
          const told = note("unit_line", { name: column.header, unit: fitting[0] });
          header.notes.push(`${sheet.place(header.row, column.index)}：${told}`);
        }
      }
    }
  };

  return { factorOf, numbersBelow, unitsBelow, unitLine, unitLines };
})();
