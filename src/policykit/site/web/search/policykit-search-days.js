// When something falls due, as a query says it: as in policykit.index.search.days.
policykitSearchModules.days = (() => {
  "use strict";

  /** @typedef {{ first: string, last: string, start: number, end: number }} Period */
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

  /** @type {(said: DueWords) => RegExp} */
  const phrase = (said) => {
    const years = Object.keys(said.years).join("|"),
      monthly = Object.keys(said.months).join("|");
    const year = `(?:(?<named>${years})|(?<year>(?:19|20)[0-9]{2})年?)`;
    const part = "(?:(?<half>上半年|下半年)|(?<month>1[0-2]|0?[1-9])月份?|(?<bottom>年?底|年末|年内))?";
    const when =
      `(?:${year}${part}|(?<monthly>${monthly})|(?<alone>年底|年末|年内)` +
      "|(?<count>[0-9]{1,3})(?<unit>天|日|个月|年)内?)";
    const ends = said.end.join("|");
    return new RegExp(`${when}(?:以|之)?(?<before>前)? ?(?:就|要|会|将|应|须)*(?:${ends})`);
  };

  /** @type {(said: DueWords, found: Record<string, string | undefined>, today: Day) => [Day, Day]} */
  const daysOf = (said, found, today) => {
    const [year, month, day] = today;
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
    const match = phrase(said).exec(key);
    if (!match?.groups) return null;
    const [start, last] = daysOf(said, match.groups, today);
    const first = match.groups.before && notLater(today, last) ? today : start;
    return { first: iso(first), last: iso(last), start: match.index, end: match.index + match[0].length };
  };

  return { duePeriod };
})();
