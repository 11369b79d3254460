// The tables of one sheet, one below the other.
policykitSelfcheck.tables = (() => {
  "use strict";

  const kit = policykitSelfcheck;
  const { key } = kit.words;
  const { isEmpty } = kit.cells;
  const PASSED = window.policykitRulebook.words.passed_columns.map(key);

  /** @type {(cells: Cell[]) => string[]} */
  const textsOf = (cells) => cells.map(({ text }) => text).filter(Boolean);
  // The tables of a sheet one below the other, each where it stands, with the lines of one cell above its
  // heads. Another one begins with a row that names a unit, a year and figures by other heads, below rows of
  // the one before.
  /** @type {(sheet: Sheet, needs: Needs) => Sheet[]} */
  const tablesOf = (sheet, needs) => {
    const known = kit.header.knownOf(needs),
      cuts = [0];
    const keys = new Set(PASSED);
    for (const [name, [, meaning]] of known.meanings) if (!meaning) keys.add(name);
    /** @type {[number, string[]] | null} */
    let told = null;
    for (const [at, cells] of sheet.rows.entries()) {
      const texts = textsOf(cells);
      if (texts.length <= 1 || !keys.has(key(texts[0]))) continue;
      const found = texts.map(known.find).filter((one) => one !== null);
      const kinds = new Set(found.map(([, meaning]) => meaning === null));
      if (kinds.size <= 1 || 2 * found.length < texts.length) continue;
      if (told && texts.join("\n") !== told[1].join("\n")) {
        const between = sheet.rows.slice(told[0] + 1, at).map(textsOf);
        if (between.some((line) => line.length > 1 && !line.some((text) => known.find(text)))) {
          let first = at;
          while (sheet.rows[first - 1].filter((one) => !isEmpty(one)).length <= 1) first -= 1;
          cuts.push(first);
        }
      }
      told = [at, texts];
    }
    if (cuts.length === 1) return [sheet];
    const { file, name, rows, unseen, origins, misfits } = sheet;
    return cuts.map((first, number) => {
      const part = [...Array.from({ length: first }, () => []), ...rows.slice(first, cuts[number + 1])];
      return new kit.cells.Sheet(file, name, part, unseen, origins, misfits);
    });
  };

  return { tablesOf };
})();
