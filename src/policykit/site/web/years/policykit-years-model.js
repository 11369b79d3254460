// What is said of values over the years: ranks, quartiles, what applies to whom, and the plain linear pace.
const policykitYears = {};
policykitYears.model = (() => {
  "use strict";

  const MONTHS = 12;
  const BINS = 12;
  const CLOSE = 1e-9;

  /** @type {(text: string, values: Record<string, unknown>) => string} */
  const fill = (text, values) =>
    text.replace(/\{([a-z_]+)\}/g, (whole, name) => String(values[name] ?? whole));
  /** @type {(value: number | null | undefined) => value is number} */
  const isNumber = (value) => typeof value === "number" && Number.isFinite(value);
  /** @type {(value: number) => string} */
  const written = (value) => {
    const size = Math.abs(value);
    const places = size >= 1000 ? 0 : size >= 100 ? 1 : 2;
    return String(Number(value.toFixed(places)));
  };

  // When a period ends, in years; the years between two ends are years of the calendar.
  /** @type {(period: YearsPeriod) => number} */
  const endOf = ([, year, , last]) => year + last / MONTHS;
  // When a day is, on the same scale: the last day of 2027 is where 2027 ends.
  /** @type {(day: string) => number} */
  const timeOf = (day) => {
    const [year, month, date] = day.split("-").map(Number);
    const days = new Date(Date.UTC(year, month, 0)).getUTCDate();
    return year + (month - 1 + date / days) / MONTHS;
  };
  /** @type {(period: YearsPeriod) => number} */
  const monthsOf = ([, , first, last]) => last - first + 1;

  // Places of the periods that are as long as the given one: years are not put on a line with quarters.
  /** @type {(periods: YearsPeriod[], at: number) => number[]} */
  const alike = (periods, at) =>
    periods.flatMap((one, place) => (monthsOf(one) === monthsOf(periods[at]) ? [place] : []));

  // Places from 1, the better first; who is equal shares one, and the next is as many places further.
  /** @type {(values: (number | null)[], rises: boolean | null) => (number | null)[]} */
  const ranks = (values, rises) => {
    const sign = rises === false ? 1 : -1; // where neither is better, the larger first
    const sorted = values.filter(isNumber).sort((one, other) => sign * (one - other));
    /** @type {Map<number, number>} */
    const first = new Map();
    sorted.forEach((value, at) => {
      if (!first.has(value)) first.set(value, at + 1);
    });
    return values.map((value) => (isNumber(value) ? (first.get(value) ?? null) : null));
  };

  // The place of one of the values and how many there are: as `ranks` says, counted without sorting.
  /** @type {(values: (number | null)[], at: number, rises: boolean | null) => [number | null, number]} */
  const rankOf = (values, at, rises) => {
    const own = values[at],
      sign = rises === false ? -1 : 1;
    let count = 0,
      better = 0;
    for (const value of values) {
      if (!isNumber(value)) continue;
      count += 1;
      if (isNumber(own) && sign * (value - own) > 0) better += 1;
    }
    return [isNumber(own) ? better + 1 : null, count];
  };

  // Least, quartiles and most: between two values in proportion.
  /** @type {(values: (number | null)[]) => number[] | null} */
  const quartiles = (values) => {
    const sorted = values.filter(isNumber).sort((one, other) => one - other);
    if (!sorted.length) return null;
    return [0, 0.25, 0.5, 0.75, 1].map((share) => {
      const at = share * (sorted.length - 1),
        low = Math.floor(at);
      return sorted[low] + (at - low) * (sorted[Math.min(low + 1, sorted.length - 1)] - sorted[low]);
    });
  };
  // How many values lie in each of equal steps between two bounds: [from, to, count].
  /** @type {(values: (number | null)[]) => [number, number, number][]} */
  const bins = (values) => {
    const known = values.filter(isNumber);
    const low = known.reduce((least, one) => Math.min(least, one), Infinity),
      high = known.reduce((most, one) => Math.max(most, one), -Infinity);
    if (!known.length) return [];
    if (low === high) return [[low, high, known.length]];
    const size = (high - low) / BINS;
    const counts = new Array(BINS).fill(0);
    for (const one of known) counts[Math.min(BINS - 1, Math.floor((one - low) / size))] += 1;
    return counts.map((count, at) => [low + at * size, low + (at + 1) * size, count]);
  };

  // The plain linear pace of the last three figures, or two: change in a year, and of how many figures.
  /** @type {(points: [time: number, value: number][]) => { slope: number, count: number } | null} */
  const pace = (points) => {
    const last = points.slice(-3);
    if (last.length < 2) return null;
    const [from, to] = [last[0], last[last.length - 1]];
    if (to[0] - from[0] < CLOSE) return null;
    return { slope: (to[1] - from[1]) / (to[0] - from[0]), count: last.length };
  };
  // What it would come to on a day at this pace; null where there is none, or the day is past.
  /** @type {(points: [number, number][], day: string) => { value: number, count: number } | null} */
  const projected = (points, day) => {
    const found = pace(points);
    if (!found) return null;
    const [time, value] = points[points.length - 1];
    const left = timeOf(day) - time;
    return left < CLOSE ? null : { value: value + found.slope * left, count: found.count };
  };
  /** @type {(value: number, target: YearsTarget) => boolean} */
  const reaches = (value, { value: wanted, below }) =>
    below ? value <= wanted + CLOSE : value >= wanted - CLOSE;

  // Whether a target is for a unit: of its kind, in a division that it binds, not for some of its kind only.
  /** @type {(target: YearsTarget, unit: YearsUnit) => boolean} */
  const applies = ({ binds, entity, population }, [division, , own]) =>
    entity === own &&
    !population &&
    (!binds.length || binds.some((code) => division.startsWith(code.replace(/(00)+$/, ""))));

  /** @type {(row: (number | null)[], periods: YearsPeriod[], places: number[]) => [number, number][]} */
  const pointsOf = (row, periods, places) =>
    places.flatMap((at) => {
      const value = row[at];
      return isNumber(value) ? [/** @type {[number, number]} */ ([endOf(periods[at]), value])] : [];
    });

  return {
    ...{ fill, isNumber, written, endOf, timeOf, alike, ranks, rankOf, quartiles, bins, pace, projected },
    ...{ reaches, applies, pointsOf },
  };
})();
