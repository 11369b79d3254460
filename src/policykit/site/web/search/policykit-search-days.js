// When something falls due, as a query says it: as in policykit.index.search.days.
policykitSearchModules.days = (() => {
  "use strict";

  /**
   * What `isAlone` is the whole query and says nothing of falling due: it may be looked for in texts as well.
   * @typedef {{ first: string, last: string, start: number, end: number, isAlone: boolean }} Period
   */
  /** Year, month from 1 and day. @typedef {[number, number, number]} Day */

  /** @type {(day: Day) => string} */
  const iso = ([year, month, day]) =>
    [String(year).padStart(4, "0"), ...[month, day].map((part) => String(part).padStart(2, "0"))].join("-");
  // Days and months beyond their ends are those of the next month and year.
  /** @type {(year: number, month: number, day: number) => Day} */
  const dayOf = (year, month, day) => {
    const found = new Date(Date.UTC(year, month - 1, day));
    return [found.getUTCFullYear(), found.getUTCMonth() + 1, found.getUTCDate()];
  };
  /** @type {(year: number, month: number, count: number) => [Day, Day]} */
  const months = (year, month, count) => [dayOf(year, month, 1), dayOf(year, month + count, 0)];
  /** @type {(one: Day, other: Day) => boolean} */
  const notLater = (one, other) => iso(one) <= iso(other);

  // The parts of a pattern that make a query a day or a part of a year, and no year alone.
  const TELLING = ["y", "half", "month", "bottom"];

  // When something falls due; and a query that is a day, or the end or a part of a year.
  /** @type {(said: DueWords) => [RegExp, RegExp]} */
  const phrases = (said) => {
    const years = Object.keys(said.years).join("|"),
      monthly = Object.keys(said.months).join("|");
    const year = `(?:(?<named>${years})|(?<year>(?:19|20)[0-9]{2})年?)`;
    const part = "(?:(?<half>上半年|下半年)|(?<month>1[0-2]|0?[1-9])月份?|(?<bottom>年?底|年末|年内))?";
    const day =
      "(?<![0-9])(?<y>(?:19|20)[0-9]{2})[年./-](?<m>1[0-2]|0?[1-9])[月./-]" +
      "(?<d>[12][0-9]|3[01]|0?[1-9])(?:[日号]|(?![0-9]))";
    const when =
      `(?:${day}|${year}${part}|(?<monthly>${monthly})|(?<alone>年底|年末|年内)` +
      "|(?<![0-9月])(?<count>[0-9]{1,3})(?<unit>天|日|个月|年)内?)";
    const before = "(?:以|之)?(?<before>前)?";
    const ends = said.end.join("|");
    return [
      new RegExp(`${when}${before} ?(?:就|要|会|将|应|须)*(?:${ends})`),
      new RegExp(`^[到至]?${when}${before}$`),
    ];
  };

  /** @type {(said: DueWords, found: Record<string, string | undefined>, today: Day) => [Day, Day]} */
  const daysOf = (said, found, today) => {
    const [year, month, day] = today;
    if (found.y) {
      /** @type {Day} */
      const own = [Number(found.y), Number(found.m), Number(found.d)];
      return [own, own];
    }
    if (found.monthly) return months(year, month + said.months[found.monthly], 1);
    if (found.count) {
      const count = Number(found.count);
      if (found.unit === "天" || found.unit === "日") return [today, dayOf(year, month, day + count)];
      const [, last] = months(year, month + count * (found.unit === "年" ? 12 : 1), 1);
      return [today, [last[0], last[1], Math.min(day, last[2])]];
    }
    if (found.alone) return [today, [year, 12, 31]];
    const meant = found.named ? year + said.years[found.named] : Number(found.year);
    if (found.half) return months(meant, found.half.startsWith("上") ? 1 : 7, 6);
    if (found.month) return months(meant, Number(found.month), 1);
    const [first, last] = months(meant, 1, 12);
    const within = found.bottom && notLater(first, today) && notLater(today, last);
    return within ? [today, last] : [first, last];
  };

  // The period that a query asks for; null when it asks for none.
  /** @type {(key: string, today: Day, said: DueWords) => Period | null} */
  const duePeriod = (key, today, said) => {
    const [due, alone] = phrases(said);
    const falling = due.exec(key);
    const match = falling ?? alone.exec(key.trim());
    const { groups } = match ?? {};
    if (!match || !groups || !(falling || TELLING.some((name) => groups[name]))) return null;
    const [begin, last] = daysOf(said, groups, today);
    if (iso(dayOf(...last)) !== iso(last)) return null; // February 30th
    const first = groups.before && notLater(today, last) ? today : begin;
    const [start, end] = falling ? [falling.index, falling.index + falling[0].length] : [0, key.length];
    return { first: iso(first), last: iso(last), start, end, isAlone: !falling };
  };

  return { duePeriod };
})();
