// Parts of the page: a unit with its targets, who will miss the next, how they lie, places, a line for each.
policykitYears.parts = (() => {
  "use strict";

  const { model, chart } = policykitYears;
  const { fill, isNumber, written, endOf, timeOf, ranks, rankOf, quartiles, bins } = model;
  const { root, words, titleOf, tableOf, longOf, figureOf, sectionOf } = policykitYears.elements;
  const { make } = policykitElements;
  const FEW = 24; // small pictures
  const ALL = "all";

  // Values with their units, in the words of the page.
  /** @type {(about: YearsIndicator, value: number | null | undefined) => string} */
  const valueOf = ({ unit }, value) => (isNumber(value) ? written(value) + shortly(unit) : "—");
  // What is between a target and a value; between two shares are points.
  /** @type {(about: YearsIndicator, target: YearsTarget, value: number) => string} */
  const gapOf = ({ unit }, target, value) =>
    written(Math.abs(target.value - value)) + (unit === "%" ? words.points : shortly(unit));
  /** @type {(unit: string) => string} */
  const shortly = (unit) => unit.replace(/^1\//, "/");
  /** @type {(change: number) => string} a sign and a word, not a colour alone */
  const changed = (change) => {
    const size = written(Math.abs(change));
    return size === "0" ? words.same : fill(change > 0 ? words.up : words.down, { change: size });
  };

  // One unit over the periods, with its targets and what they come to at this pace.
  /** @type {(view: YearsView) => HTMLElement} */
  const unitOf = ({ about, units, values, places, own, at }) => {
    const unit = units[own],
      row = values[own];
    const title = fill(words.heading, { unit: titleOf(unit), label: about.label });
    const shown = places.filter((one) => isNumber(row[one]));
    if (!shown.length) return sectionOf(title, make("p", {}, words.no_value));
    const points = shown.map((one) => ({ period: about.periods[one], value: Number(row[one]) }));
    const targets = about.targets.filter((target) => model.applies(target, unit));
    const said = points.map(({ period, value }) =>
      fill(words.value_at, { period: period[0], value: written(value) }),
    );
    const drawn = chart.line(points, nearest(targets), {
      label: fill(words.line_label, {
        unit: unit[1],
        label: about.label,
        unit_of: about.unit,
        values: said.join("，"),
      }),
      unit: shortly(about.unit),
      target: words.target_mark,
      due: words.due_mark,
    });
    const same = units.flatMap((other, number) => (other[3] === unit[3] ? [number] : []));
    const inKind = same.indexOf(own);
    const rows = shown
      .map((one, number) => {
        const column = same.map((other) => values[other][one]);
        const [rank, count] = rankOf(column, inKind, about.rises);
        const before = shown[number - 1];
        const change = number ? changed(Number(row[one]) - Number(row[before])) : "—";
        return [about.periods[one][0], valueOf(about, row[one]), change, fill(words.rank, { rank, count })];
      })
      .reverse();
    return sectionOf(
      title,
      figureOf(fill(words.line, { unit: titleOf(unit), label: about.label }), drawn),
      tableOf(words.line_columns, rows, "line"),
      targets.length
        ? tableOf(
            words.target_columns,
            targets.map((target) => targetRow(target, about, row, places, at)),
            "targets",
            words.targets,
          )
        : null,
      targets.length ? make("p", { class: "quiet" }, words.pace_about) : null,
    );
  };
  // Lines of many targets cover each other: those that differ, the next due first.
  /** @type {(targets: YearsTarget[]) => YearsTarget[]} */
  const nearest = (targets) => {
    const seen = new Map(targets.map((target) => [`${target.value} ${target.due}`, target]));
    return [...seen.values()]
      .sort((one, other) => ((one.due ?? "9") < (other.due ?? "9") ? -1 : 1))
      .slice(0, 4);
  };
  /**
   * @type {(
   *   target: YearsTarget,
   *   about: YearsIndicator,
   *   row: YearsRow,
   *   places: number[],
   *   at: number,
   * ) => (string | Node)[]}
   */
  const targetRow = (target, about, row, places, at) => {
    const upTo = places.filter((one) => one <= at);
    const points = model.pointsOf(row, about.periods, upTo);
    const value = points.at(-1)?.[1] ?? null;
    /** @type {(given: number) => string} */
    const gap = (given) => gapOf(about, target, given);
    const now = isNumber(value)
      ? model.reaches(value, target)
        ? words.reached
        : fill(words.short, { gap: gap(value) })
      : "—";
    const source = make("a", { href: (root?.dataset.root ?? "") + target.uri }, target.cited);
    return [target.asked, target.due ?? words.undated, now, paceOf(target, about, points, gap), source];
  };
  /**
   * @type {(
   *   target: YearsTarget,
   *   about: YearsIndicator,
   *   points: [number, number][],
   *   gap: (value: number) => string,
   * ) => string}
   */
  const paceOf = (target, about, points, gap) => {
    if (!target.due) return "—";
    if (!model.pace(points)) return words.pace_none;
    const found = model.projected(points, target.due);
    if (!found) return words.pace_past;
    const whether = model.reaches(found.value, target)
      ? words.pace_reached
      : fill(words.pace_short, { gap: gap(found.value) });
    return fill(words.pace, {
      count: words.counts[found.count],
      value: valueOf(about, found.value),
      whether,
    });
  };

  // How the units of one kind lie.
  /** @type {(view: YearsView) => HTMLElement | null} */
  const spreadOf = ({ about, units, values, chosen, own, at, area, kind }) => {
    const column = chosen.map((one) => values[one][at]);
    const five = quartiles(column);
    const count = column.filter(isNumber).length;
    if (!five || count < 2) return null; // one unit is no distribution
    const unit = shortly(about.unit);
    const steps = bins(column);
    const told = steps.map(([low, high, many]) =>
      fill(words.step, { low: written(low), high: written(high), unit, count: many }),
    );
    const title = fill(words.spread, {
      period: about.periods[at][0],
      kind: kind === ALL ? words.every_kind : kind,
      province: area,
    });
    const inside = chosen.includes(own) ? values[own][at] : null;
    const drawn = chart.bars(
      steps,
      { name: units[own][1], value: inside },
      {
        label: fill(words.spread_label, { count, steps: told.join("，") }),
        unit,
      },
    );
    const cells = [...five.map((value) => valueOf(about, value)), String(count)];
    return sectionOf(title, figureOf(about.label, drawn), tableOf(words.spread_columns, [cells], "spread"));
  };

  // Places within one kind, last period to this one.
  /** @type {(view: YearsView) => HTMLElement | null} */
  const ranksOf = (view) => {
    const { about, units, values, own, at, before, area, kind } = view;
    const listed = inOrder(view);
    if (!listed.length) return null;
    const rows = listed.map(({ unit, rank }) => () => {
      const [now, then] = [values[unit][at], before < 0 ? null : values[unit][before]];
      const name = unit === own ? make("strong", {}, titleOf(units[unit])) : titleOf(units[unit]);
      const change = isNumber(now) && isNumber(then) ? changed(now - then) : "—";
      return [String(rank), name, units[unit][3], valueOf(about, now), valueOf(about, then), change];
    });
    const order = about.rises === false ? words.rising : words.falling;
    const said = before < 0 ? words.ranks_about_first : words.ranks_about;
    const title = fill(words.ranks, {
      period: about.periods[at][0],
      province: area,
      kind: kind === ALL ? words.every_kind : kind,
    });
    return sectionOf(
      title,
      make("p", { class: "quiet" }, fill(said, { order, before: about.periods[before]?.[0] })),
      longOf(words.rank_columns, rows, "ranks"),
    );
  };
  /** @type {WeakMap<YearsView, { unit: number, rank: number }[]>} two parts of the page ask for it */
  const orders = new WeakMap();
  /** @type {(view: YearsView) => { unit: number, rank: number }[]} */
  const inOrder = (view) => {
    const made = orders.get(view) ?? ordered(view);
    orders.set(view, made);
    return made;
  };
  /** @type {(view: YearsView) => { unit: number, rank: number }[]} */
  const ordered = ({ about, values, chosen, at }) => {
    const placed = ranks(
      chosen.map((one) => values[one][at]),
      about.rises,
    );
    return chosen
      .flatMap((unit, number) => {
        const rank = placed[number];
        return rank === null ? [] : [{ unit, rank }];
      })
      .sort((one, other) => one.rank - other.rank);
  };

  // Who will not have reached the next target at this pace.
  /** @type {(view: YearsView) => HTMLElement | null} */
  const missedOf = ({ about, units, values, chosen, places, at }) => {
    const until = endOf(about.periods[at]);
    const coming = about.targets
      .filter(({ due }) => due && timeOf(due) > until)
      .filter((target) => chosen.some((one) => model.applies(target, units[one])))
      .sort((one, other) => ((one.due ?? "") < (other.due ?? "") ? -1 : 1));
    const [target] = coming;
    if (!target) return null;
    const upTo = places.filter((one) => one <= at);
    const counts = { count: 0, reached: 0, unknown: 0 };
    /** @type {(() => (string | Node)[])[]} */
    const rows = [];
    for (const one of chosen.filter((each) => model.applies(target, units[each]))) {
      const points = model.pointsOf(values[one], about.periods, upTo);
      const found = model.projected(points, target.due ?? "");
      if (!found) counts.unknown += 1;
      else if (model.reaches(found.value, target)) counts.reached += 1;
      else {
        counts.count += 1;
        rows.push(() => [
          titleOf(units[one]),
          valueOf(about, points.at(-1)?.[1]),
          valueOf(about, found.value),
          gapOf(about, target, found.value),
        ]);
      }
    }
    return sectionOf(
      words.missed,
      make(
        "p",
        {},
        fill(words.missed_about, { asked: target.asked, due: target.due, cited: target.cited, ...counts }),
      ),
      rows.length ? longOf(words.missed_columns, rows, "missed") : null,
      make("p", { class: "quiet" }, words.pace_about),
    );
  };

  // A small picture of each unit, all on one scale.
  /** @type {(view: YearsView) => HTMLElement | null} */
  const multiplesOf = (view) => {
    const { about, units, values, places } = view;
    const listed = inOrder(view).map(({ unit }) => ({
      unit,
      points: model.pointsOf(values[unit], about.periods, places),
    }));
    const all = listed.flatMap(({ points }) => points);
    if (listed.length < 2 || places.length < 2) return null;
    const times = places.map((one) => endOf(about.periods[one]));
    const range = chart.around([
      all.reduce((least, [, value]) => Math.min(least, value), Infinity),
      all.reduce((most, [, value]) => Math.max(most, value), -Infinity),
    ]);
    /** @type {(one: (typeof listed)[number]) => HTMLElement} */
    const smallOf = ({ unit, points }) => {
      const name = units[unit][1];
      const told = points.map(([, value]) => written(value)).join("，");
      const drawn = chart.small(
        points,
        [times[0], times[times.length - 1]],
        range,
        fill(words.small, { unit: name, values: told }),
      );
      const last = valueOf(about, points.at(-1)?.[1]);
      return make(
        "li",
        {},
        make("span", { class: "years-name" }, name),
        drawn,
        make("span", { class: "quiet" }, last),
      );
    };
    const list = make("ul", { class: "years-multiples" }, ...listed.slice(0, FEW).map(smallOf));
    let shown = FEW;
    const more = make("button", { type: "button", class: "link-button" });
    const tell = () => {
      more.hidden = shown >= listed.length;
      more.textContent = fill(words.more, { count: Math.min(FEW * 4, listed.length - shown) });
    };
    more.addEventListener("click", () => {
      list.append(...listed.slice(shown, shown + FEW * 4).map(smallOf));
      shown += FEW * 4;
      tell();
    });
    tell();
    return sectionOf(words.multiples, make("p", { class: "quiet" }, words.multiples_about), list, more);
  };

  return { unitOf, below: [missedOf, spreadOf, ranksOf, multiplesOf] };
})();
