// 报告期: of which months figures are: as policykit.model.period.
policykitSelfcheck.period = (() => {
  "use strict";

  const { fill, SPACE } = policykitSelfcheck.words;
  const words = window.policykitRulebook.words.periods;
  const { digits, columns } = words;

  const YEAR = 12,
    HALF = 6,
    QUARTER = 3,
    LONGEST = 12; // so many characters behind a year in a title may belong to its period
  /** @type {(pattern: string) => RegExp} */
  const whole = (pattern) =>
    new RegExp(`^(?:${pattern.replaceAll("(?P<", "(?<").replaceAll("(?P=year)", "\\k<year>")})$`, "u");
  const own = words.own.replace("{year}", words.year);
  const BARE = whole(words.bare),
    FORMS = words.forms.map((form) =>
      whole(
        Object.entries({ own, year: words.year, number: words.number, to: words.to }).reduce(
          (text, [name, pattern]) => text.replaceAll(`{${name}}`, pattern),
          form,
        ),
      ),
    );

  /** @type {(written: string) => number} */
  const numberOf = (written) => (Object.hasOwn(digits, written) ? digits[written] : Number(written));
  // What the groups of a form say; null where there are no such months.
  /** @type {(groups: Record<string, string | undefined>) => Period | null} */
  const periodOf = (groups) => {
    const year =
      groups.year === undefined ? null : Number([...groups.year].map((digit) => numberOf(digit)).join(""));
    if (groups.half !== undefined) {
      const half = numberOf(groups.half);
      return { year, first: HALF * (half - 1) + 1, last: HALF * half };
    }
    for (const [name, length] of /** @type {[string, number][]} */ ([
      ["quarter", QUARTER],
      ["month", 1],
    ])) {
      const end = groups[name],
        begin = groups[`from_${name}`];
      if (end === undefined) continue;
      const last = numberOf(end);
      const least = groups.upto === undefined ? last : 1;
      const first = begin ? numberOf(begin) : least;
      if (!(first >= 1 && first <= last && last <= YEAR / length)) return null;
      return { year, first: length * (first - 1) + 1, last: length * last };
    }
    return { year, first: 1, last: YEAR };
  };

  // What is written: 2026, 2026年, 2026H1, 2026Q3, 2026-05, 2026年上半年, 三季度, 1—9月; null for anything else. In a
  // column that says so a bare number is a quarter or a month.
  /** @type {(text: string, column?: string) => Period | null} */
  const read = (text, column = "") => {
    let folded = text.normalize("NFKC").replace(new RegExp(SPACE, "gu"), "").toUpperCase();
    const bare = Object.hasOwn(columns, column) ? BARE.exec(folded) : null;
    if (bare) folded = `${bare[1] ?? bare[0]}${columns[column]}`;
    const found = FORMS.map((form) => form.exec(folded)).find(Boolean);
    return found ? periodOf(found.groups ?? {}) : null;
  };
  // The first period with a year that stands anywhere in a text, as in a title.
  /** @type {(text: string) => Period | null} */
  const within = (text) => {
    const found = /(?:19|20)\p{Nd}{2}年/u.exec(text);
    if (!found) return null;
    const least = found.index + found[0].length;
    for (let end = Math.min(text.length, least + LONGEST); end >= least; end -= 1) {
      const period = read(text.slice(found.index, end));
      if (period && !/^(?:\p{Nd}|日)/u.test(text.slice(end))) return period;
    }
    return { year: Number(found[0].slice(0, 4)), first: 1, last: YEAR };
  };

  // Its months as staff write them: 上半年, 第三季度, 1—9月, 全年.
  /** @type {(period: Period) => string} */
  const partOf = ({ first, last }) => {
    const named = Object.entries(words.names).find(([, [from, to]]) => from === first && to === last);
    return named?.[0] ?? fill(first === last ? words.month : words.months, { month: last, first, last });
  };
  // With its year: 2026年, 2026年上半年.
  /** @type {(period: Period) => string} */
  const labelOf = (period) => {
    const part = partOf(period);
    if (period.year === null) return part;
    return fill(isPart(period) ? words.part : words.whole, { year: period.year, part });
  };

  /** @type {(period: Period) => number} */
  const monthsOf = ({ first, last }) => last - first + 1;
  // Whether it is a part of a year only.
  /** @type {(period: Period) => boolean} */
  const isPart = (period) => monthsOf(period) < YEAR;
  // 上期: what ends where it begins; null for months added up, and without a year.
  /** @type {(period: Period) => Period | null} */
  const before = (period) => {
    const months = monthsOf(period);
    if (![YEAR, HALF, QUARTER, 1].includes(months) || (period.first - 1) % months || period.year === null)
      return null;
    const isFirst = period.first === 1;
    const first = isFirst ? YEAR - months + 1 : period.first - months;
    return { year: period.year - Number(isFirst), first, last: first + months - 1 };
  };
  // 上年同期.
  /** @type {(period: Period) => Period} */
  const yearBefore = (period) => (period.year === null ? period : { ...period, year: period.year - 1 });

  return { read, within, partOf, labelOf, monthsOf, isPart, before, yearBefore };
})();
