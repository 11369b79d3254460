// Figures of files of one's own → the index and the values that a build writes: as policykit.figures.series.
policykitYears.series = (() => {
  "use strict";

  const kit = policykitSelfcheck;
  const book = window.policykitRulebook;
  const { known, nameOf, lineage, entity: entityOf } = kit.divisions;
  const ALL = "all";
  const DIGITS = 6; // significant ones of a value

  /** @type {(code: string) => number} of its level, from the nation down */
  const rankOf = (code) => book.levels.indexOf(entityOf(code));
  // Which divisions one is compared with: of counties by the last two digits of the code.
  /** @type {(division: string) => string} */
  const kindOf = (division) => {
    const kind = window.policykitYearsRules.kinds[rankOf(division)];
    if (typeof kind === "string") return kind;
    const number = Number(division.slice(4));
    const found = Object.entries(kind).find(([, [first, last]]) => first <= number && number <= last);
    return found?.[0] ?? "";
  };
  /** @type {(code: string) => string[]} its lineage without the nation */
  const above = (code) => (known(code) ? lineage(code).filter((one) => rankOf(one) > 0) : []);
  /** @type {(code: string) => string} */
  const provinceOf = (code) => above(code).find((one) => rankOf(one) === 1) ?? code;
  /** @type {(code: string) => string} */
  const placeOf = (code) =>
    [
      ...new Set(
        above(code)
          .sort((one, other) => rankOf(one) - rankOf(other))
          .map(nameOf),
      ),
    ].join("");
  /** @type {(value: number) => number} */
  const rounded = (value) => {
    if (!value) return 0;
    const factor = 10 ** (DIGITS - 1 - Math.floor(Math.log10(Math.abs(value))));
    const scaled = value * factor;
    const whole = Math.abs(scaled % 1) === 0.5 ? 2 * Math.round(scaled / 2) : Math.round(scaled);
    return whole / factor;
  };

  /** @typedef {{ unit: YearsUnit, period: Period, values: Map<string, number> }} Line */
  // A line for each unit and period, in the order in which they come; of a figure that comes twice the last
  // counts.
  /** @type {(figures: Figure[]) => Line[]} */
  const linesOf = (figures) => {
    /** @type {Map<string, Line>} */
    const lines = new Map();
    for (const { entity, division, unit: written, year, period: part, name, value } of figures) {
      const period = kit.period.read(part || String(year ?? ""));
      if (period === null) continue;
      const unit = written.replace(/\s+/gu, "");
      const key = [entity, division, unit, part || year].join("\n");
      const isDivision = book.levels.includes(entity) && known(division);
      const kind = isDivision ? kindOf(division) : (book.entities[entity] ?? entity);
      const line = lines.get(key) ?? {
        unit: [division, unit, entity, kind, placeOf(division)],
        period,
        values: new Map(),
      };
      lines.set(key, line);
      line.values.set(name, Number.isFinite(value) ? value : NaN);
    }
    return [...lines.values()];
  };
  // A value that was reported as such goes before one that is computed.
  /** @type {(line: Line, name: string) => number} */
  const valueOf = ({ values }, name) => {
    const own = values.get(name) ?? NaN;
    if (!Number.isNaN(own)) return own;
    const { variables, value } = book.indicators[name];
    const isThere = variables.every((one) => !Number.isNaN(values.get(one) ?? NaN));
    return isThere ? kit.expressions.compute(value, values) : NaN;
  };

  /** @type {(period: Period) => YearsPeriod} */
  const told = (period) => [kit.period.labelOf(period), period.year ?? 0, period.first, period.last];
  /** @type {(one: Period, other: Period) => number} of those that end together the shorter first */
  const order = (one, other) =>
    (one.year ?? 0) - (other.year ?? 0) ||
    one.last - other.last ||
    kit.period.monthsOf(one) - kit.period.monthsOf(other);
  /** @type {(unit: YearsUnit) => string} */
  const keyOf = ([division, name, entity]) => [entity, division, name].join("\n");

  /** @type {(lines: Line[], name: string) => { about: YearsIndicator, shards: YearsShard[] } | null} */
  const oneOf = (lines, name) => {
    const there = lines
      .map((line) => ({ ...line, value: valueOf(line, name) }))
      .filter(({ value }) => Number.isFinite(value));
    if (!there.length) return null;
    const periods = new Map(
      there
        .map(({ period }) => period)
        .sort(order)
        .map((period) => [kit.period.labelOf(period), period]),
    );
    const places = new Map([...periods.keys()].map((label, at) => [label, at]));
    /** @type {Map<string, { unit: YearsUnit, row: YearsRow }>} */
    const rows = new Map();
    for (const { unit, period, value } of there) {
      const key = keyOf(unit);
      const own = rows.get(key) ?? { unit, row: new Array(periods.size).fill(null) };
      own.row[places.get(kit.period.labelOf(period)) ?? 0] = rounded(value);
      rows.set(key, own);
    }
    const groups = Map.groupBy(rows.values(), ({ unit }) => provinceOf(unit[0]));
    const provinces = [...groups.keys()].sort();
    const parts = provinces.map((code) => ({ code, own: groups.get(code) ?? [] }));
    if (parts.length > 1) parts.push({ code: ALL, own: parts.flatMap(({ own }) => own) });
    const shards = parts.map(({ code, own }) => ({
      indicator: name,
      province: code,
      units: own.map(({ unit }) => unit),
      values: own.map(({ row }) => row),
    }));
    const about = {
      ...window.policykitYearsRules.indicators[name],
      periods: [...periods.values()].map(told),
      provinces,
      units: rows.size,
    };
    return { about, shards };
  };

  // What the page shows of figures.
  /** @type {(figures: Figure[]) => YearsSource} */
  const of = (figures) => {
    const lines = linesOf(figures);
    const made = Object.keys(window.policykitYearsRules.indicators).flatMap(
      (name) => oneOf(lines, name) ?? [],
    );
    const codes = new Set(made.flatMap(({ about }) => about.provinces));
    const names = Object.fromEntries([...codes].map((code) => [code, known(code) ? nameOf(code) : code]));
    const shards = made.flatMap((one) => one.shards);
    return {
      index: { fictional: false, names, indicators: made.map(({ about }) => about) },
      shards: new Map(shards.map((shard) => [`${shard.indicator}/${shard.province}`, shard])),
    };
  };

  return { of };
})();
