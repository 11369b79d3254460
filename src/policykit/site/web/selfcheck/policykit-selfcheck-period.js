// 报告期: of which months figures are: as policykit.model.period.
policykitSelfcheck.period = (() => {
  "use strict";

  const { fill } = policykitSelfcheck.words;
  const words = window.policykitRulebook.words.periods;
  const { parts, pattern, names } = words;

  const YEAR = 12;
  const WHOLE = /^(?:((?:19|20)\p{Nd}\p{Nd})(?:年度?)?)?([^\n]*)$/u,
    MONTHS = new RegExp(`^(?:${pattern.replaceAll("(?P<", "(?<").replaceAll("\\d", "\\p{Nd}")})$`, "u");

  // First and last month of what stands behind the year.
  /** @type {(part: string) => [number, number] | null} */
  const monthsOf = (part) => {
    if (!part) return [1, YEAR];
    if (Object.hasOwn(parts, part)) return parts[part];
    const found = MONTHS.exec(part)?.groups;
    if (!found) return null;
    const last = Number(found.last ?? found.only),
      first = Number(found.first ?? last);
    return first >= 1 && first <= last && last <= YEAR ? [first, last] : null;
  };

  // What is written: 2026, 2026年, 2026H1, 2026Q3, 2026-05, 2026年上半年, 三季度, 1—9月; null for anything else.
  /** @type {(text: string) => Period | null} */
  const read = (text) => {
    const folded = text
      .normalize("NFKC")
      .replace(new RegExp(policykitSelfcheck.words.SPACE, "gu"), "")
      .toUpperCase();
    const [, year, part] = WHOLE.exec(folded) ?? [];
    if (!year && !part) return null;
    const months = monthsOf(part);
    return months && { year: year ? Number(year) : null, first: months[0], last: months[1] };
  };
  // As staff write it: 2026年上半年, 三季度, 2026年1—9月.
  /** @type {(period: Period) => string} */
  const labelOf = ({ year, first, last }) => {
    const named = Object.entries(names).find(([, [from, to]]) => from === first && to === last);
    const isOne = first === last;
    const part = named?.[0] ?? fill(isOne ? words.month : words.months, { month: last, first, last });
    return year === null ? part : fill(words.year, { year, part });
  };

  // Whether it is a part of a year only.
  /** @type {(period: Period) => boolean} */
  const isPart = ({ first, last }) => last - first + 1 < YEAR;

  // Whether figures of a period are only a part of what is asked: a half-year of a year.
  /** @type {(label: string, rule: Requirement) => boolean} */
  const lacks = (label, { months, due }) => {
    const period = read(label);
    if (!period || period.last - period.first + 1 >= months) return false;
    // A due date within the year asks for the months up to it.
    const [year, month] = (due ?? "").split("-").map(Number);
    return due === null || month === YEAR || period.year !== year || period.last !== month;
  };

  return { read, labelOf, isPart, lacks };
})();
