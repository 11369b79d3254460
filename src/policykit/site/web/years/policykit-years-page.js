// The page: what is looked at is in the address, values come by province, every picture has its table.
policykitYears.page = (() => {
  "use strict";

  const { model, chart } = policykitYears;
  const { fill, isNumber, written, endOf, timeOf, alike, ranks, rankOf, quartiles, bins } = model;
  const FIRST = 100; // rows of a table
  const FEW = 24; // small pictures
  const ALL = "all";

  const root = document.getElementById("years");
  /** @type {YearsWords} */
  const words = JSON.parse(root?.dataset.words ?? "{}");
  /** @type {MakeFilled} */
  const make = (tag, attributes = {}, ...content) => {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (typeof value === "function") made.addEventListener(name.slice(2), value);
      else if (value === true) made.setAttribute(name, "");
      else if (value !== false && value !== null && value !== undefined)
        made.setAttribute(name, String(value));
    }
    made.append(...content.filter((child) => child !== null));
    return made;
  };
  const status = /** @type {HTMLElement} */ (document.getElementById("years-status"));
  const place = /** @type {HTMLElement} */ (document.getElementById("years-result"));

  // --- values ----------------------------------------------------------------------------------------------

  /** @type {YearsIndex | null} */
  let index = null;
  /** @type {Map<string, YearsShard>} */
  const taken = new Map();
  /** @type {Map<string, Promise<void>>} */
  const asked = new Map();
  /** @type {(shard: YearsShard) => void} */
  const take = (shard) => {
    taken.set(`${shard.indicator}/${shard.province}`, shard);
  };
  // A page from the disk may load a script, and nothing else.
  /** @type {(file: string) => Promise<void>} */
  const loaded = (file) => {
    const known = asked.get(file);
    if (known) return known;
    /** @type {Promise<void>} */
    const coming = new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = `${root?.dataset.folder}/${file}.js`;
      script.onload = () => resolve();
      script.onerror = () => {
        asked.delete(file);
        reject(new Error(fill(words.failed, { file })));
      };
      document.head.append(script);
    });
    asked.set(file, coming);
    return coming;
  };

  // --- what is looked at -----------------------------------------------------------------------------------

  /** @type {YearsState} */
  let state = { i: "", p: "", k: "", u: "", t: "" };
  const remembered = () => {
    const given = new URLSearchParams(location.hash.slice(1));
    for (const name of /** @type {(keyof YearsState)[]} */ (Object.keys(state)))
      state[name] = given.get(name) ?? "";
  };
  const remember = () => {
    const kept = Object.entries(state).filter(([, value]) => value);
    history.replaceState(null, "", `#${new URLSearchParams(kept)}`);
  };

  /** @type {(unit: YearsUnit) => string} */
  const titleOf = ([, name, , , where]) =>
    !where || where.endsWith(name) ? where || name : fill(words.named, { unit: name, place: where });
  /** @type {(unit: YearsUnit) => string} */
  const keyOf = ([division, name]) => `${division} ${name}`;

  /**
   * What is shown: an indicator, the rows of a province or of all, those of one kind, a period, a unit.
   * @typedef {{
   *   about: YearsIndicator, units: YearsUnit[], values: YearsRow[], kinds: string[], at: number,
   *   before: number, places: number[], chosen: number[], own: number, province: string, kind: string,
   * }} View
   */
  /** @type {() => Promise<View | null>} */
  const viewed = async () => {
    if (!index) return null;
    const about = index.indicators.find(({ name }) => name === state.i) ?? index.indicators[0];
    if (!about) return null;
    const mine = typeof policykitCounty === "undefined" ? "" : (policykitCounty.current()?.code ?? "");
    const near = about.provinces.find((code) => mine && mine.slice(0, 2) === code.slice(0, 2));
    const isKnown = (state.p === ALL && about.provinces.length > 1) || about.provinces.includes(state.p);
    const province = isKnown ? state.p : (near ?? about.provinces[0]);
    // All provinces have a file of their own: thirty scripts take longer than what is in them.
    const file = `${about.name}/${province}`;
    await loaded(file);
    const { units, values } = /** @type {YearsShard} */ (taken.get(file));
    const labels = about.periods.map(([label]) => label);
    const asOf = labels.includes(state.t) ? labels.indexOf(state.t) : newest(about, values);
    const places = alike(about.periods, asOf);
    const before = places[places.indexOf(asOf) - 1] ?? -1;
    const kinds = [...new Set(units.map((unit) => unit[3]))];
    const named = units.findIndex((unit) => keyOf(unit) === state.u);
    const home = units.findIndex(([code, , , , where]) => code === mine && where);
    const own = named >= 0 ? named : Math.max(home, 0);
    const kind = state.k === ALL || kinds.includes(state.k) ? state.k : units[own][3];
    const chosen = units.flatMap((unit, at) => (kind === ALL || unit[3] === kind ? [at] : []));
    state = { i: about.name, p: province, k: kind, u: keyOf(units[own]), t: labels[asOf] };
    return { about, units, values, kinds, at: asOf, before, places, chosen, own, province, kind };
  };
  // The last period in which there is a figure at all.
  /** @type {(about: YearsIndicator, values: (number | null)[][]) => number} */
  const newest = ({ periods }, values) =>
    periods.findLastIndex((_, at) => values.some((row) => isNumber(row[at])));

  // --- parts -----------------------------------------------------------------------------------------------

  /** @type {(heads: string[], rows: (string | Node)[][], name: string, caption?: string) => HTMLElement} */
  const tableOf = (heads, rows, name, caption = "") =>
    make(
      "div",
      { class: "table-frame" },
      make(
        "table",
        { class: `checks-table stacked years-${name}` },
        caption ? make("caption", {}, caption) : null,
        make("thead", {}, make("tr", {}, ...heads.map((head) => make("th", { scope: "col" }, head)))),
        make("tbody", {}, ...rows.map((cells) => rowOf(cells, heads))),
      ),
    );
  /** @type {(cells: (string | Node)[], heads: string[]) => HTMLElement} */
  const rowOf = (cells, heads) =>
    make("tr", {}, ...cells.map((cell, at) => make("td", { "data-label": heads[at] }, cell)));
  // A table of many rows: the first hundred, and more when they are asked for.
  /** @type {(heads: string[], rows: (() => (string | Node)[])[], name: string) => HTMLElement} */
  const longOf = (heads, rows, name) => {
    const made = tableOf(
      heads,
      rows.slice(0, FIRST).map((row) => row()),
      name,
    );
    let shown = FIRST;
    const more = make("button", { type: "button", class: "link-button" });
    const tell = () => {
      more.hidden = shown >= rows.length;
      more.textContent = fill(words.more, { count: Math.min(FIRST * 5, rows.length - shown) });
    };
    more.addEventListener("click", () => {
      const next = rows.slice(shown, shown + FIRST * 5).map((row) => rowOf(row(), heads));
      made.querySelector("tbody")?.append(...next);
      shown += FIRST * 5;
      tell();
    });
    tell();
    return make("div", {}, made, more);
  };
  /** @type {(caption: string, drawn: SVGElement) => HTMLElement} */
  const figureOf = (caption, drawn) =>
    make("figure", { class: "years-figure" }, make("figcaption", {}, caption), drawn);
  /** @type {(title: string, ...content: (Node | null)[]) => HTMLElement} */
  const sectionOf = (title, ...content) =>
    make("section", { class: "years-part" }, make("h2", {}, title), ...content);
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
  /** @type {(place: string) => string} */
  const provinceOf = (code) => (code === ALL ? words.all : (index?.names[code] ?? code));

  const form = make("form", {
    class: "years-choices",
    onsubmit: (/** @type {Event} */ event) => event.preventDefault(),
  });
  /** @type {(name: keyof YearsState, label: string) => (options: [string, string][]) => void} */
  const choiceOf = (name, label) => {
    const select = make("select", { id: `years-${name}` });
    const field = make("div", {}, make("label", { for: select.id }, label), select);
    select.addEventListener("change", () => {
      state[name] = select.value;
      if (name === "i") Object.assign(state, { t: "" });
      if (name === "p") state.u = "";
      if (name === "u") state.k = state.k === ALL ? ALL : "";
      show(select.id);
    });
    form.append(field);
    let listed = "";
    return (options) => {
      const told = options.flat().join("\n");
      // Thousands of units are listed anew only when they are others.
      if (told !== listed)
        select.replaceChildren(...options.map(([value, text]) => make("option", { value }, text)));
      listed = told;
      select.value = state[name];
      field.hidden = name === "k" && options.length < 3; // all, and the only kind
    };
  };
  const choices = {
    i: choiceOf("i", words.indicator),
    p: choiceOf("p", words.province),
    u: choiceOf("u", words.unit),
    t: choiceOf("t", words.period),
    k: choiceOf("k", words.kind),
  };
  /** @type {(view: View) => void} */
  const offer = ({ about, units, kinds }) => {
    const indicators = /** @type {YearsIndex} */ (index).indicators;
    /** @type {[string, string][]} */
    const areas = about.provinces.map((code) => [code, provinceOf(code)]);
    if (areas.length > 1) areas.unshift([ALL, words.all]);
    choices.i(indicators.map(({ name, label }) => [name, label]));
    choices.p(areas);
    choices.u(units.map((unit) => [keyOf(unit), titleOf(unit)]));
    choices.t(about.periods.map(([label]) => /** @type {[string, string]} */ ([label, label])).reverse());
    choices.k([
      [ALL, words.every_kind],
      ...kinds.map((kind) => /** @type {[string, string]} */ ([kind, kind])),
    ]);
  };

  // One unit over the periods, with its targets and what they come to at this pace.
  /** @type {(view: View) => HTMLElement} */
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
  /** @type {(view: View) => HTMLElement | null} */
  const spreadOf = ({ about, units, values, chosen, own, at, province, kind }) => {
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
      province: provinceOf(province),
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
  /** @type {(view: View) => HTMLElement | null} */
  const ranksOf = (view) => {
    const { about, units, values, own, at, before, province, kind } = view;
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
      province: provinceOf(province),
      kind: kind === ALL ? words.every_kind : kind,
    });
    return sectionOf(
      title,
      make("p", { class: "quiet" }, fill(said, { order, before: about.periods[before]?.[0] })),
      longOf(words.rank_columns, rows, "ranks"),
    );
  };
  /** @type {WeakMap<View, { unit: number, rank: number }[]>} two parts of the page ask for it */
  const orders = new WeakMap();
  /** @type {(view: View) => { unit: number, rank: number }[]} */
  const inOrder = (view) => {
    const made = orders.get(view) ?? ordered(view);
    orders.set(view, made);
    return made;
  };
  /** @type {(view: View) => { unit: number, rank: number }[]} */
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
  /** @type {(view: View) => HTMLElement | null} */
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
  /** @type {(view: View) => HTMLElement | null} */
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

  // --- the whole -------------------------------------------------------------------------------------------

  let turn = 0; // what was chosen last is shown
  const body = make("div", {});
  /** @type {(focused?: string) => Promise<void>} */
  const show = async (focused = "") => {
    turn += 1;
    const mine = turn;
    try {
      const view = await viewed();
      if (mine !== turn) return;
      if (!view) {
        status.textContent = words.nothing;
        return;
      }
      remember();
      const { about } = view;
      const [first, last] = [about.periods[0][0], about.periods[about.periods.length - 1][0]];
      status.textContent = fill(words.from, {
        units: about.units,
        periods: first === last ? first : `${first}—${last}`,
      });
      offer(view);
      if (!place.contains(form)) {
        const note = index?.fictional ? make("p", { class: "fictional", role: "note" }, words.fictional) : "";
        place.replaceChildren(note, form, body);
      }
      const seen = [
        make("p", {}, make("a", { href: (root?.dataset.root ?? "") + about.uri }, words.definition)),
        unitOf(view),
      ];
      body.replaceChildren(...seen);
      if (focused) document.getElementById(focused)?.focus();
      // What lies further down comes when the page has been drawn, one part after the other.
      const below = [missedOf, spreadOf, ranksOf, multiplesOf];
      for (const part of below) {
        await new Promise((resolve) => {
          setTimeout(resolve);
        });
        if (mine !== turn) return;
        body.append(part(view) ?? "");
      }
      body.append(make("p", { class: "quiet" }, words.address));
    } catch (error) {
      if (mine === turn) status.textContent = error instanceof Error ? error.message : String(error);
    }
  };
  /** @type {(given: YearsIndex) => void} */
  const open = (given) => {
    index = given;
    remembered();
    show();
  };

  if (root) {
    window.addEventListener("hashchange", () => {
      remembered();
      show();
    });
    loaded("index").catch((error) => {
      status.textContent = error.message;
    });
  }

  return { open, take };
})();
policykitYears.open = policykitYears.page.open;
policykitYears.take = policykitYears.page.take;
