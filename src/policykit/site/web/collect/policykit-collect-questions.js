// What there is to ask about what was sent, as policykit.figures.questions: no judgement.
policykitCollect.questions = (() => {
  "use strict";

  const kit = policykitSelfcheck;
  const { fill } = kit.words;
  const { general } = kit.numbers;
  const { RANKS, lineage, nameOf: divisionName } = kit.divisions;
  const periods = kit.period;
  const { nameOf, keyOf, written, fault } = policykitCollect.rules;

  const YEAR = 12;
  const SHARE = "%";

  // When a year or period ends, of those that end together the longer last.
  /** @type {(when: [number | null, string]) => number} */
  const endOf = ([year, label]) => {
    const period = label ? periods.read(label) : null;
    const [last, months] = period ? [period.last, periods.monthsOf(period)] : [YEAR, YEAR];
    return ((year ?? 0) * (YEAR + 1) + last) * (YEAR + 1) + months;
  };
  /** @type {(when: [number | null, string], other: [number | null, string] | undefined) => boolean} */
  const same = (when, other) => other !== undefined && when[0] === other[0] && when[1] === other[1];
  /** @type {(one: Reported) => string} */
  const whose = ({ entity, division, unit }) => [entity, division, nameOf(unit)].join("\n");

  // Of each kind of unit what is reported: the newest period of most.
  // With a year that was asked for, its newest.
  /** @type {(files: Sent[], year: number | null) => Map<string, When>} */
  const reported = (files, year) => {
    const rows = files.flatMap(({ units }) => units).filter((row) => row.year !== null);
    /** @type {Map<string, { entity: string, when: When }>} */
    const newest = new Map();
    for (const row of rows) {
      if (year !== null && row.year !== year) continue;
      /** @type {When} */
      const when = [Number(row.year), row.period];
      const before = newest.get(whose(row));
      if (!before || endOf(when) > endOf(before.when)) newest.set(whose(row), { entity: row.entity, when });
    }
    /** @type {Map<string, When>} */
    const found = new Map(year === null ? [] : rows.map(({ entity }) => [entity, [year, ""]]));
    for (const [entity, group] of Map.groupBy(newest.values(), (one) => one.entity)) {
      const counted = [...Map.groupBy(group, ({ when }) => when.join(" ")).values()];
      const most = counted.reduce((best, one) => {
        const more = one.length - best.length || endOf(one[0].when) - endOf(best[0].when);
        return more > 0 ? one : best;
      });
      found.set(entity, most[0].when);
    }
    return found;
  };

  // --- beside earlier figures ------------------------------------------------------------------------------

  // What there is to ask about a figure beside an earlier one; empty where there is nothing.
  /** @type {(old: Figure, figure: Figure, when: Values, words: CollectWords) => string} */
  const question = (old, figure, when, { implausible: bounds, says }) => {
    const told = { label: figure.label, before: written(old), value: written(figure), ...when };
    const [small, large] = [Math.abs(old.value), Math.abs(figure.value)].sort((one, other) => one - other);
    if (figure.measure === SHARE) {
      const points = Math.abs(figure.value - old.value);
      return points >= bounds.points ? fill(says.points, { ...told, points: general(points, 4) }) : "";
    }
    if (large < bounds.least || small * bounds.times > large) return "";
    if (!small) return figure.value ? "" : fill(says.nothing, told);
    return fill(says.times, { ...told, times: general(large / small, 4) });
  };
  // With what a figure is compared: the same months of the year before, else the period that it follows.
  /** @type {(figure: Figure) => [string, number, string][]} */
  const earlier = ({ year, period: label }) => {
    const before = Number(year) - 1,
      period = label ? periods.read(label) : null;
    if (!period) return [["year", before, ""]];
    const last = periods.before(period);
    return [
      ["same", before, periods.labelOf(periods.yearBefore(period))],
      ...(last?.year
        ? [/** @type {[string, number, string]} */ (["before", last.year, periods.labelOf(last)])]
        : []),
    ];
  };
  /** @type {(figures: Figure[], last: Figure[], of: Map<string, When>, words: CollectWords) => Fault[]} */
  const implausible = (figures, last, of, words) => {
    const known = new Map([...last, ...figures].map((figure) => [keyOf(figure), figure]));
    return figures.flatMap((figure) => {
      if (!same([figure.year, figure.period], of.get(figure.entity)) || !figure.measure) return [];
      const now = figure.period ? words.now.part : words.now.year;
      for (const [then, ...when] of earlier(figure)) {
        const old = known.get(keyOf(figure, when));
        if (!old) continue;
        const text = question(old, figure, { then: words.then[then], now }, words);
        return text ? [fault("implausible", figure.unit, text, figure.file, figure.place)] : [];
      }
      return [];
    });
  };

  // --- beside those of others ------------------------------------------------------------------------------

  // Figures hundreds of times the middle one of other units, unless their cells are doubted already.
  /** @type {(all: Figure[], of: Map<string, When>, told: Set<string>, words: CollectWords) => Fault[]} */
  const scaled = (all, of, told, { scale, says }) => {
    const asked = all.filter(
      ({ year, period, entity, measure, value }) =>
        same([year, period], of.get(entity)) && measure && !scale.shares.includes(measure) && value,
    );
    return [...Map.groupBy(asked, ({ entity, name }) => `${entity} ${name}`).values()].flatMap((group) => {
      if (new Set(group.map(({ unit }) => nameOf(unit))).size <= scale.units) return [];
      const sorted = group.map(({ value }) => Math.abs(value)).sort((one, other) => one - other);
      const middle = sorted[Math.floor((sorted.length - 1) / 2)];
      return group.flatMap((figure) => {
        const [small, large] = [middle, Math.abs(figure.value)].sort((one, other) => one - other);
        if (large < small * scale.times || told.has(figure.place)) return [];
        const text = fill(says.scale, {
          ...{ label: figure.label, value: written(figure), count: group.length - 1 },
          ...{ middle: general(middle, 12) + figure.measure, times: general(large / small, 4) },
        });
        return [fault("scale", figure.unit, text, figure.file, figure.place)];
      });
    });
  };

  // Units that reported, and nothing of the period that most did: each by the cell that says another.
  /** @type {(files: Sent[], of: Map<string, When>, words: CollectWords) => Fault[]} */
  const elsewhen = (files, of, { year: named, says }) => {
    /** @type {(when: [number | null, string]) => string} */
    const saying = ([year, period]) => period || fill(named, { year });
    const rows = files.flatMap(({ units }) => units).filter(({ year }) => year !== null);
    const there = new Set(
      rows.filter(({ entity, year, period }) => same([year, period], of.get(entity))).map(whose),
    );
    const sorted = [...rows].sort(
      (one, other) => endOf([one.year, one.period]) - endOf([other.year, other.period]),
    );
    const newest = new Map(sorted.map((row) => [whose(row), row]));
    return [...newest].flatMap(([key, row]) => {
      if (there.has(key)) return [];
      const usual = saying(/** @type {When} */ (of.get(row.entity)));
      const text = fill(says.period, { period: saying([row.year, row.period]), usual });
      return [fault("period", row.unit, text, row.file, row.dated || row.place)];
    });
  };

  // --- names -----------------------------------------------------------------------------------------------

  // Each of several units with another of its group.
  /** @type {(groups: Iterable<Reported[]>) => [Reported, Reported][]} */
  const pairs = (groups) =>
    [...groups].flatMap((group) =>
      group.length < 2
        ? []
        : group.map((row, at) => /** @type {[Reported, Reported]} */ ([row, group[at ? 0 : 1]])),
    );
  // A name without that of its division and the words that a second name leaves out.
  /** @type {(row: Reported, passed: string[]) => string} */
  const short = ({ unit, division }, passed) => {
    let name = nameOf(unit);
    for (const code of lineage(division)) {
      const above = divisionName(code);
      if (name.startsWith(above)) name = name.slice(above.length);
    }
    return passed.reduce((kept, word) => kept.replaceAll(word, ""), name) || name;
  };
  // Units that may be one under two names: by the names, or since all that both report is the same.
  /** @type {(files: Sent[], figures: Figure[], words: CollectWords) => Fault[]} */
  const aliases = (files, figures, { alias, says }) => {
    const rows = files.flatMap(({ units }) => units).filter(({ entity }) => !RANKS.includes(entity));
    const units = new Map(rows.map((row) => [whose(row), row]));
    /** @type {(row: Reported) => string} */
    const named = (row) => [row.entity, row.division, short(row, alias.passed)].join("\n");
    const near = pairs(Map.groupBy(units.values(), named).values());
    const told = new Set(near.map(([row]) => row));
    /** @type {Map<string, Map<string, number>>} */
    const values = new Map();
    for (const { entity, division, unit, measure, value, name, year, period } of figures) {
      const key = [entity, division, nameOf(unit)].join("\n");
      if (!units.has(key) || !measure || Math.abs(value) < alias.least) continue;
      if (!values.has(key)) values.set(key, new Map());
      values.get(key)?.set([entity, division, name, year, period, value].join("\n"), value);
    }
    const many = [...values].filter(([, own]) => new Set(own.values()).size >= alias.copied);
    const groups = Map.groupBy(many, ([, own]) => [...own.keys()].sort().join("\n\n"));
    const copied = [...groups.values()].flatMap((group) => {
      const own = group.flatMap(([key]) => units.get(key) ?? []);
      return pairs([own]).map(([row, other]) => ({ row, other, count: group[0][1].size }));
    });
    return [
      ...near.map(([row, { unit: other, place }]) =>
        fault("alias", row.unit, fill(says.alias, { other, place }), row.file, row.place),
      ),
      ...copied
        .filter(({ row }) => !told.has(row))
        .map(({ row, other: { unit: other, place }, count }) =>
          fault("alias", row.unit, fill(says.copied, { other, place, count }), row.file, row.place),
        ),
    ];
  };

  return { reported, implausible, scaled, elsewhen, aliases };
})();
