// Of which months figures are, which other rows their unit has for the year, and what follows: as
// policykit.model.situation and policykit.figures.wholes.
policykitSelfcheck.situation = (() => {
  "use strict";

  const kit = policykitSelfcheck;
  const book = window.policykitRulebook;
  const { fill, compare } = kit.words;
  const { round, dayOfIso } = kit.numbers;
  const { RANKS } = kit.divisions;
  const { read, labelOf, partOf, monthsOf } = kit.period;
  const WORDS = book.judging;

  const YEAR = 12,
    QUARTER = 3;

  /** @type {(day: string) => [number, number]} */
  const monthOf = (day) => [Number(day.slice(0, 4)), Number(day.slice(5, 7))];
  // The last day of a period; null without a year.
  /** @type {(period: Period | null) => number | null} */
  const endOf = (period) => {
    if (period === null || period.year === null) return null;
    const next = period.last === YEAR ? [period.year + 1, 1] : [period.year, period.last + 1];
    const first = dayOfIso(`${next[0]}-${String(next[1]).padStart(2, "0")}-01`);
    return first === null ? null : first - 1;
  };

  // --- what holds of a requirement, a row and a day ------------------------------------------------------

  // What is asked for: the year, the months up to a due date within it, or the quarters a period touches.
  /** @type {(rule: Requirement, at: Situation) => Period} */
  const wholeOf = ({ due, months }, { year, period }) => {
    if (period && months > 0 && months < YEAR) {
      const first = Math.floor((period.first - 1) / months) * months + 1;
      return { year, first, last: Math.ceil(period.last / months) * months };
    }
    const [dueYear, month] = due === null ? [null, YEAR] : monthOf(due);
    return { year, first: 1, last: dueYear === year ? month : YEAR };
  };
  /** @type {(rule: Requirement, at: Situation) => boolean} */
  const isElsewhere = (rule, at) => {
    if (rule.months > 0 && rule.months < YEAR) return at.derived;
    if (!rule.months) return at.derived && at.period !== null;
    const { last } = wholeOf(rule, at);
    if (!at.period) return at.derived && last !== YEAR && at.wholes.has(last);
    if (at.period.first === 1 && at.period.last === last) return false;
    return at.derived || at.wholes.has(last);
  };
  /** @type {(rule: Requirement, period: Period | null) => boolean} */
  const isUnsplit = ({ months, indicator }, period) =>
    period !== null &&
    months > 0 &&
    months < YEAR &&
    monthsOf(period) > months &&
    book.indicators[indicator].over_time !== "least";
  /** @type {(rule: Requirement, period: Period | null) => boolean} */
  const isPart = ({ months, due, indicator }, period) => {
    if (!period || monthsOf(period) >= months) return false;
    const [year, month] = due === null ? [null, YEAR] : monthOf(due);
    if (month === YEAR || months < YEAR) return true;
    const addsUp = book.indicators[indicator].over_time === "flow" && period.first !== 1;
    return period.year !== year || period.last !== month || addsUp;
  };
  // Whether a unit is asked for the figures of a period: it is judged on them, or the whole is put together
  // from them.
  /** @type {(rule: Requirement, period: Period) => boolean} */
  const isAsked = (rule, period) =>
    !isPart(rule, period) || kit.header.variablesOf(rule).every((name) => book.variables[name].over_time);
  /** @type {(rule: Requirement, at: Situation) => boolean} */
  const isOutdated = ({ due, every, months }, { year, period }) => {
    if (due === null || year === null || every) return false;
    const end = endOf(period);
    return year < monthOf(due)[0] || (!months && end !== null && end < (dayOfIso(due) ?? end));
  };
  /** @type {(rule: Requirement, at: Situation) => boolean} */
  const isOvertaken = ({ due, of_one_year: isOfOneYear }, { year }) =>
    due !== null && year !== null && isOfOneYear && year > monthOf(due)[0];
  /** @type {(rule: Requirement, at: Situation, asOf: number) => boolean} */
  const isBeforeDue = (rule, at, asOf) => {
    const isEarly = rule.due !== null && asOf <= (dayOfIso(rule.due) ?? asOf);
    if (at.period && rule.months > 0 && rule.months < YEAR) {
      const end = endOf(wholeOf(rule, at));
      return end === null ? isEarly : asOf <= end;
    }
    if (rule.every !== "year" || at.year === null) return isEarly;
    const isOver = (dayOfIso(`${at.year}-12-31`) ?? asOf) < asOf;
    return !isOver && (isEarly || rule.due === null);
  };
  /** @type {(rule: Requirement, at: Situation, asOf: number) => boolean} */
  const isBeforeStart = (rule, at, asOf) => {
    const begins = rule.begins === null ? null : dayOfIso(rule.begins);
    const end = endOf(at.period);
    const isEach =
      at.period !== null && rule.months > 0 && rule.months < YEAR && monthsOf(at.period) === rule.months;
    return begins !== null && (asOf < begins || (isEach && end !== null && end < begins));
  };
  /** @type {(rule: Requirement, at: Situation, asOf: number) => Record<string, boolean>} */
  const situated = (rule, at, asOf) => ({
    elsewhere: isElsewhere(rule, at),
    unsplit: isUnsplit(rule, at.period),
    part_of_year: isPart(rule, at.period),
    outdated: isOutdated(rule, at),
    before_due: isBeforeDue(rule, at, asOf),
    before_start: isBeforeStart(rule, at, asOf),
    overtaken: isOvertaken(rule, at),
  });

  // --- wholes from their parts ---------------------------------------------------------------------------

  /** @typedef {[first: number, last: number]} Months */
  // Of the months that figures are of those that come together, with no overlap, to most up to a month.
  /** @type {(spans: Months[], last: number) => Months[]} */
  const cover = (spans, last) => {
    const known = [...spans].sort((one, other) => one[0] - other[0] || one[1] - other[1]);
    /** @type {{ covered: number, fewest: number, chosen: Months[] }[]} */
    const best = [{ covered: 0, fewest: 0, chosen: [] }];
    for (let month = 1; month <= last; month += 1) {
      let found = best[month - 1];
      for (const [first, end] of known) {
        if (end !== month) continue;
        const before = best[first - 1];
        const covered = before.covered + end - first + 1,
          fewest = before.fewest - 1;
        if (covered > found.covered || (covered === found.covered && fewest > found.fewest))
          found = { covered, fewest, chosen: [...before.chosen, [first, end]] };
      }
      best.push(found);
    }
    return best[last].chosen;
  };
  // The months of a whole that none of its parts has; quarters one by one where the parts are quarters.
  /** @type {(parts: Period[], whole: Period) => Period[]} */
  const gapsOf = (parts, { year, first, last }) => {
    const step = parts.some((part) => monthsOf(part) === QUARTER) ? QUARTER : YEAR;
    /** @type {Period[]} */
    const found = [];
    for (let month = first; month <= last; month += 1) {
      if (parts.some((part) => part.first <= month && month <= part.last)) continue;
      const before = found.at(-1);
      if (before && before.last === month - 1 && (month - 1) % step) before.last = month;
      else found.push({ year, first: month, last: month });
    }
    return found;
  };
  // Parts of one year: 2026年第一季度、第二季度.
  /** @type {(parts: Period[]) => string} */
  const listed = ([first, ...others]) =>
    [labelOf(first), ...others.map((part) => partOf(part))].join(WORDS.parts.joint);

  // What is put together: January to a month; of every year, or of the only one in which it is due.
  /** @type {(rules: Requirement[]) => { last: number, year: number | null }[]} */
  const wholesOf = (rules) => {
    const dues = rules.flatMap(({ due }) => (due !== null && monthOf(due)[1] < YEAR ? [monthOf(due)] : []));
    const named = new Map(dues.map(([year, last]) => [`${last} ${year}`, { last, year }]));
    const wholes = [...named.values()].sort((one, other) => one.last - other.last || one.year - other.year);
    return [{ last: YEAR, year: null }, ...wholes];
  };

  /** @type {Record<string, (values: number[]) => number>} */
  const TOGETHER = {
    flow: (values) =>
      round(
        values.reduce((sum, value) => sum + value, 0),
        book.margins.decimals,
      ),
    stock: (values) => values[values.length - 1],
    least: (values) => Math.min(...values),
  };
  // The row of a whole, from those of its parts in the order of their months.
  /** @type {(rows: Row[], label: string) => Row} */
  const together = (rows, label) => {
    const [first] = rows;
    /** @type {Row} */
    const made = {
      ...first,
      unit: greatest(rows.map(({ unit }) => unit)),
      population: greatest(rows.map(({ population }) => population)),
      period: label,
      figures: new Map(),
      places: new Map(),
      unread: new Map(),
      blanks: new Map(),
    };
    for (const [name, { over_time: kind }] of Object.entries(book.variables)) {
      if (!kind) continue;
      const asked = kind === "stock" ? rows.slice(-1) : rows;
      const values = asked.flatMap(({ figures }) => figures.get(name) ?? []);
      if (values.length === asked.length) made.figures.set(name, TOGETHER[kind](values));
      const wrong = rows.flatMap(({ unread }) => unread.get(name) ?? []);
      if (wrong.length) made.unread.set(name, greatest(wrong));
    }
    return made;
  };
  /** @type {(texts: string[]) => string} */
  const greatest = (texts) => texts.reduce((one, other) => (compare(one, other) < 0 ? other : one));

  /** @type {(row: Row) => string} */
  const unitOf = ({ unit, division, entity, year }) =>
    JSON.stringify([RANKS.includes(entity) ? "" : unit.replace(/[\s\u3000]+/gu, ""), division, entity, year]);

  // The rows with those that their parts come to, and the situation of each; none where all are whole years.
  /** @type {(rows: Row[], rules: Requirement[]) => { rows: Row[], situations: Map<Row, Situation> }} */
  const ofRows = (rows, rules) => {
    /** @type {Map<Row, Situation>} */
    const situations = new Map();
    const isDated = rows.some(({ period }) => period && read(period)?.year !== null);
    if (!isDated) return { rows, situations };
    const wholes = wholesOf(rules);
    const made = [...rows];
    for (const own of Map.groupBy(rows, unitOf).values()) {
      const { year } = own[0];
      const parts = own.flatMap((row) =>
        row.period ? [{ row, period: /** @type {Period} */ (read(row.period)) }] : [],
      );
      const asked = wholes.filter((whole) => year !== null && (whole.year === null || whole.year === year));
      /** @type {(last: number) => Months[]} */
      const covered = (last) =>
        cover(
          parts.flatMap(({ period }) => (period.last <= last ? [[period.first, period.last]] : [])),
          last,
        );
      /** @type {(last: number) => Months[]} */
      const chosen = (last) => {
        const spans = covered(last);
        return spans.reduce((sum, [first, end]) => sum + end - first + 1, 0) === last ? spans : [];
      };
      /** @type {(last: number) => boolean} */
      const has = (last) =>
        last === YEAR
          ? own.some(({ period }) => !period)
          : parts.some(({ period }) => period.first === 1 && period.last === last);
      const lasts = asked.map(({ last }) => last);
      const there = new Set(lasts.filter((last) => (has(last) ? last < YEAR : chosen(last).length)));
      /** @type {(last: number) => Period[]} */
      const told = (last) =>
        year === null ? [] : covered(last).map(([first, end]) => ({ year, first, last: end }));
      for (const row of own) {
        const period = row.period ? read(row.period) : null;
        situations.set(row, { year, period, derived: false, wholes: there, parts: told(YEAR) });
      }
      for (const { last } of asked) {
        const spans = has(last) ? [] : chosen(last);
        if (spans.length < 2) continue;
        const period = last === YEAR ? null : { year, first: 1, last };
        const of = spans.flatMap(
          ([first, end]) =>
            parts.find((part) => part.period.first === first && part.period.last === end)?.row ?? [],
        );
        const row = together(of, period ? labelOf(period) : "");
        situations.set(row, { year, period, derived: true, wholes: there, parts: told(last) });
        made.push(row);
      }
    }
    return { rows: made, situations };
  };

  // --- what is said --------------------------------------------------------------------------------------

  // How a figure was put together; empty where it was reported.
  /** @type {(rule: Requirement, at: Situation) => string} */
  const derivation = ({ indicator }, { derived, parts }) => {
    const kind = book.indicators[indicator].over_time;
    if (!derived || !Object.hasOwn(WORDS.derived, kind)) return "";
    return fill(WORDS.derived[kind], { parts: listed(kind === "stock" ? parts.slice(-1) : parts) });
  };
  // What reasons say of months: which there are, what lacks, and what they are no whole of.
  /** @type {(rule: Requirement, at: Situation) => Values} */
  const told = (rule, at) => {
    const { period, year } = at;
    const of = period ? labelOf(period) : fill(WORDS.parts.year, { year: year ?? "" });
    const [dueYear, month] = rule.due === null ? [null, YEAR] : monthOf(rule.due);
    const ofDue = dueYear === null ? "" : fill(WORDS.parts.year, { year: dueYear });
    const isWithin = period !== null && year === dueYear;
    const due = isWithin ? labelOf({ year: dueYear, first: month, last: month }) : ofDue;
    const step = Object.entries(WORDS.lengths).find(([, length]) => length === rule.months)?.[0] ?? "";
    if (!period) return { of, due, step, period: "", lacks: "", whole: "" };
    const whole = wholeOf(rule, at);
    const inside = at.parts.filter(({ first, last }) => whole.first <= first && last <= whole.last);
    const parts = inside.length ? inside : [period];
    const names = at.parts.length
      ? gapsOf(parts, whole)
          .map((gap) => partOf(gap))
          .join(WORDS.parts.joint)
      : "";
    const lacks = names ? fill(WORDS.parts.lacks, { names }) : "";
    return { of, due, step, period: listed(parts), lacks, whole: partOf(whole) };
  };
  // Of a figure that could not be put together: which part of which quarter is missing, or why none can be.
  /** @type {(rule: Requirement, row: Row, at: Situation, beside: Row[]) => string[]} */
  const absent = (rule, row, at, beside) =>
    book.indicators[rule.indicator].variables.flatMap((name) => {
      const { label, over_time: kind } = book.variables[name];
      if (row.figures.has(name)) return [];
      if (!kind) return [fill(WORDS.missing.once, { name: label })];
      const parts = new Map(at.parts.map((part) => [labelOf(part), part]));
      return beside.flatMap((each) => {
        const part = each.figures.has(name) ? undefined : parts.get(each.period);
        return part ? [fill(WORDS.parts.of, { part: partOf(part), name: label })] : [];
      });
    });
  // The rows of parts of a year a requirement is told of: each quarter where each is judged, or the newest.
  /** @type {(rule: Requirement, rows: Row[], situations: Map<Row, Situation>) => Row[]} */
  const asked = (rule, rows, situations) => {
    if (!situations.size) return rows;
    return [...Map.groupBy(rows, unitOf).values()].flatMap((own) => {
      if (own.length < 2) return own;
      const known = own.map((row) => ({ row, at: /** @type {Situation} */ (situations.get(row)) }));
      const each = known.filter(({ at }) => at.period && monthsOf(at.period) === rule.months);
      if (each.length) return each.map(({ row }) => row);
      const here = known.filter(({ at }) => !isElsewhere(rule, at)).map(({ row }) => row);
      return here.sort((one, other) => byEnd(one.period, other.period)).slice(-1);
    });
  };
  // By the last month, of what ends together the shorter first; a whole year comes last.
  /** @type {(one: string, other: string) => number} */
  const byEnd = (one, other) => {
    const [first, second] = [one, other].map(
      (label) => (label ? read(label) : null) ?? { first: 1, last: YEAR, year: 0 },
    );
    return first.last - second.last || monthsOf(first) - monthsOf(second);
  };

  return { ofRows, isAsked, situated, asked, byEnd, derivation, told, absent, unitOf };
})();
