// Rows of totals: whether each is the sum of the rows that it is the total of. Nothing is judged by them.
policykitSelfcheck.totals = (() => {
  "use strict";

  const kit = policykitSelfcheck;
  const book = window.policykitRulebook;
  const { general } = kit.numbers;
  const { key, fill } = kit.words;

  const WHOLE = book.words.sums.whole.map(key),
    PART = book.words.sums.part.map(key);
  const CLOSE = 1e-9,
    FINEST = 9; // decimals of a figure that is written with an exponent

  /** @type {(line: Line, words: string[]) => boolean} */
  const is = ({ word }, words) => words.some((one) => word.startsWith(one));
  /** @type {(lines: Line[]) => Row[]} */
  const rowsIn = (lines) => lines.flatMap(({ row }) => row ?? []);

  // The rows that a total is of: those above it, or below a total that stands first; none where that is open.
  /** @type {(lines: Line[], at: number) => Row[]} */
  const partsOf = (lines, at) => {
    const isPart = is(lines[at], PART);
    if (!isPart && !is(lines[at], WHOLE)) return [];
    const above = lines.slice(0, at),
      below = lines.slice(at + 1);
    const first = isPart ? above.findLastIndex(({ row }) => !row) + 1 : 0;
    const end = isPart ? below.findIndex(({ row }) => !row) : -1;
    const isFirst = !rowsIn(above).length;
    const near = isFirst ? rowsIn(end < 0 ? below : below.slice(0, end)) : rowsIn(above.slice(first));
    const { of } = lines[at];
    const found = of ? near.filter(({ year, period }) => year === of[0] && period === of[1]) : near;
    // Rows of two years, or of a city and its counties, are not added up.
    const kinds = new Set(found.map(({ entity, year, period }) => `${entity} ${year} ${period}`));
    return kinds.size === 1 ? found : [];
  };

  /** @type {(value: number) => number} */
  const decimals = (value) => {
    const text = general(value, 12);
    return text.includes("e") ? FINEST : (text.split(".")[1] ?? "").length;
  };
  // By how much each may have been rounded: half of the last place that any of them has.
  /** @type {(values: number[]) => number} */
  const rounding = (values) => 0.5 / 10 ** values.reduce((most, one) => Math.max(most, decimals(one)), 0);

  // Whether figures of several units come to one of all: what is counted and what flows, and no average.
  /** @type {(variable: RulebookVariable) => boolean} */
  const addsUp = ({ grades, date, whole, over_time: kind }) =>
    !grades.length && !date && (whole || kind === "flow");

  // What is wrong with the rows of totals among the lines of a sheet.
  /** @type {(lines: Line[]) => Doubt[]} */
  const doubts = (lines) =>
    lines.flatMap((line, at) => {
      if (line.row) return [];
      const parts = partsOf(lines, at);
      return parts.length ? compared(line, parts) : [];
    });
  /** @type {(line: Line, parts: Row[]) => Doubt[]} */
  const compared = ({ figures, meanings, places }, parts) =>
    [...figures].flatMap(([name, total]) => {
      const variable = meanings.get(name)?.kind === "variable" ? book.variables[name] : null;
      if (!variable || !addsUp(variable) || parts.some(({ unread }) => unread.has(name))) return [];
      const values = parts.flatMap((row) => row.figures.get(name) ?? []);
      if (!values.length) return [];
      const sum = values.reduce((all, one) => all + one, 0);
      const slack = variable.whole ? 0 : rounding([total]) + values.length * rounding(values);
      if (Math.abs(total - sum) <= slack + CLOSE * Math.max(1, Math.abs(sum))) return [];
      const { label, unit } = variable;
      const told = { label, total: general(total, 12) + unit, sum: general(sum, 12) + unit };
      return [{ place: places.get(name) ?? "", text: fill(book.words.notes.odd_total, told) }];
    });

  return { doubts };
})();
