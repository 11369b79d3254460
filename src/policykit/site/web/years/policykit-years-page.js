// The page: what is looked at is in the address, values come by province or for all of them.
policykitYears.page = (() => {
  "use strict";

  const { fill, isNumber, alike } = policykitYears.model;
  const { root, words } = policykitYears.elements;
  const { make } = policykitElements;
  const { unitOf, below } = policykitYears.parts;
  const ALL = "all";

  const status = /** @type {HTMLElement} */ (document.getElementById("years-status"));
  const place = /** @type {HTMLElement} */ (document.getElementById("years-result"));

  // --- values ----------------------------------------------------------------------------------------------

  /** @type {YearsSource} what the site has */
  const site = { index: null, shards: new Map() };
  let source = site; // what is shown: that, or what files of one's own hold
  /** @type {HTMLElement} */
  let note = make("div", {});
  /** @type {Map<string, Promise<void>>} */
  const asked = new Map();
  /** @type {(shard: YearsShard) => void} */
  const take = (shard) => {
    site.shards.set(`${shard.indicator}/${shard.province}`, shard);
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
  const keyOf = ([division, name]) => `${division} ${name}`;

  /** @type {() => Promise<YearsView | null>} */
  const viewed = async () => {
    const { index, shards } = source;
    if (!index) return null;
    const about = index.indicators.find(({ name }) => name === state.i) ?? index.indicators[0];
    if (!about) return null;
    const mine = policykitCounty.current()?.code ?? "";
    const near = about.provinces.find((code) => mine && mine.slice(0, 2) === code.slice(0, 2));
    const isKnown = (state.p === ALL && about.provinces.length > 1) || about.provinces.includes(state.p);
    const province = isKnown ? state.p : (near ?? about.provinces[0]);
    // All provinces have a file of their own: thirty scripts take longer than what is in them.
    const file = `${about.name}/${province}`;
    if (!shards.has(file)) await loaded(file);
    const { units, values } = /** @type {YearsShard} */ (shards.get(file));
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
    return {
      about,
      units,
      values,
      kinds,
      at: asOf,
      before,
      places,
      chosen,
      own,
      area: provinceOf(province),
      kind,
    };
  };
  // The last period in which there is a figure at all.
  /** @type {(about: YearsIndicator, values: (number | null)[][]) => number} */
  const newest = ({ periods }, values) =>
    periods.findLastIndex((_, at) => values.some((row) => isNumber(row[at])));

  // --- what can be chosen ----------------------------------------------------------------------------------

  /** @type {(place: string) => string} */
  const provinceOf = (code) => (code === ALL ? words.all : (source.index?.names[code] ?? code));

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
  const unitChoice = () => {
    const { element, offer: listed } = policykitYears.chooser.chooserOf("years-u", words.unit, (at) => {
      state.u = keyOf(shown[at]);
      state.k = state.k === ALL ? ALL : "";
      show();
    });
    form.append(element);
    return listed;
  };
  /** @type {YearsUnit[]} those that can be chosen */
  let shown = [];
  const choices = {
    i: choiceOf("i", words.indicator),
    p: choiceOf("p", words.province),
    u: unitChoice(),
    t: choiceOf("t", words.period),
    k: choiceOf("k", words.kind),
  };
  /** @type {(view: YearsView) => void} */
  const offer = ({ about, units, kinds, own }) => {
    const indicators = source.index?.indicators ?? [];
    /** @type {[string, string][]} */
    const areas = about.provinces.map((code) => [code, provinceOf(code)]);
    if (areas.length > 1) areas.unshift([ALL, words.all]);
    choices.i(indicators.map(({ name, label }) => [name, label]));
    choices.p(areas);
    shown = units;
    choices.u(units, own);
    choices.t(about.periods.map(([label]) => /** @type {[string, string]} */ ([label, label])).reverse());
    choices.k([
      [ALL, words.every_kind],
      ...kinds.map((kind) => /** @type {[string, string]} */ ([kind, kind])),
    ]);
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
      if (!place.contains(form) || !place.contains(note)) place.replaceChildren(note, form, body);
      const seen = [
        make(
          "p",
          { class: "years-definition" },
          make("a", { href: (root?.dataset.root ?? "") + about.uri }, words.definition),
        ),
        unitOf(view),
      ];
      body.replaceChildren(...seen);
      if (focused) document.getElementById(focused)?.focus();
      // What lies further down comes when the page has been drawn, one part after the other.
      for (const part of below) {
        await new Promise((resolve) => {
          setTimeout(resolve);
        });
        if (mine !== turn) return;
        body.append(part(view) ?? "");
      }
      body.append(make("p", { class: "quiet years-address" }, words.address));
    } catch (error) {
      if (mine === turn) status.textContent = error instanceof Error ? error.message : String(error);
    }
  };
  /** @type {(given: YearsIndex) => void} */
  const open = (given) => {
    site.index = given;
    remembered();
    if (source === site) back();
  };
  // Shows what files of one's own hold, with what there is to say of them.
  /** @type {(given: YearsSource, said: HTMLElement) => void} */
  const use = (given, said) => {
    source = given;
    note = said;
    show();
  };
  // Shows what the site has again.
  const back = () => {
    source = site;
    note = make("div", {});
    if (site.index?.fictional) note.append(make("p", { class: "fictional", role: "note" }, words.fictional));
    place.replaceChildren();
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

  return { open, take, use, back };
})();
policykitYears.open = policykitYears.page.open;
policykitYears.take = policykitYears.page.take;
