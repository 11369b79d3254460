// A unit among thousands: a field in which a few characters are typed, and those that hold them below it.
policykitYears.chooser = (() => {
  "use strict";

  const { words, titleOf } = policykitYears.elements;
  const { make, point, step } = policykitElements;
  const { fill } = policykitYears.model;
  const LISTED = 30;

  const { open, plain, called } = policykitCounty.names;
  /** @type {Known | null} what divisions are called otherwise, and how names sound, once it is there */
  let known = null;

  // What a unit is called: its name, what else its division is called when it is one, name and place.
  /** @type {(unit: YearsUnit) => string[]} */
  const namesOf = (unit) => {
    const [code, name] = unit;
    const others = known?.names.get(code) ?? [];
    return [name, ...(others.includes(name) ? others : []), titleOf(unit)].map(plain);
  };

  /** @type {(id: string, label: string, choose: (unit: number) => void) => YearsChooser} */
  const chooserOf = (id, label, choose) => {
    /** @type {YearsUnit[]} */
    let units = [];
    /** @type {string[][] | null} what is searched, made when someone searches */
    let names = null;
    let own = 0,
      active = -1;
    const list = make("ul", {
      id: `${id}-list`,
      class: "years-list",
      role: "listbox",
      "aria-label": label,
      hidden: true,
    });
    const said = make("p", { class: "quiet years-said", role: "status" });
    const field = make("input", {
      ...{ id, type: "text", role: "combobox", autocomplete: "off", autocapitalize: "off" },
      ...{ spellcheck: "false", "aria-autocomplete": "list", "aria-expanded": "false" },
      "aria-controls": list.id,
    });
    /** @type {(options: number[]) => void} */
    const draw = (options) => {
      const shown = options.map((at) =>
        make(
          "li",
          { id: `${id}-${at}`, role: "option", "aria-selected": "false", "data-unit": at },
          titleOf(units[at]),
        ),
      );
      list.replaceChildren(...shown);
      list.hidden = !shown.length;
      field.setAttribute("aria-expanded", String(shown.length > 0));
      field.removeAttribute("aria-activedescendant");
      active = -1;
    };
    const close = () => {
      draw([]);
      said.textContent = "";
      field.value = units.length ? titleOf(units[own]) : "";
    };
    // By name, initials or code, the best first, as where one's county is chosen.
    const search = () => {
      const written = plain(field.value);
      names ??= units.map(namesOf);
      const sounds = known?.sounds ?? new Map();
      const all = (written ? names : [])
        .map((each, at) => [at, called(sounds, each, written) || Number(units[at][0].startsWith(written))])
        .filter(([, score]) => score)
        .sort(([, one], [, other]) => other - one)
        .map(([at]) => at);
      if (!written) all.push(...units.keys());
      draw(all.slice(0, LISTED));
      const wording =
        all.length > LISTED ? words.units_more : all.length ? words.units_found : words.units_none;
      said.textContent = fill(wording, { count: all.length, listed: LISTED, written: field.value });
    };
    /** @type {(option: Element | null) => void} */
    const take = (option) => {
      if (!(option instanceof HTMLElement)) return;
      own = Number(option.dataset.unit);
      close();
      choose(own);
    };
    field.addEventListener("focus", () => {
      field.select();
      open().then(
        (all) => {
          known = all;
          names = null;
        },
        () => {}, // names and codes are found without it
      );
      // Those beside it, until something is typed.
      const from = Math.max(0, Math.min(own - 2, units.length - LISTED));
      draw(units.slice(from, from + LISTED).map((_, at) => from + at));
      active = point(
        field,
        list,
        [...list.children].findIndex((each) => each.id === `${id}-${own}`),
      );
      said.textContent = fill(words.units_hint, { count: units.length });
    });
    field.addEventListener("blur", close);
    field.addEventListener("input", (event) => {
      if (!(event instanceof InputEvent && event.isComposing)) search();
    });
    field.addEventListener("compositionend", search);
    field.addEventListener("keydown", (event) => {
      if (event.isComposing) return;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        if (list.hidden) search();
        active = step(field, list, active, event.key === "ArrowUp");
      } else if (event.key === "Enter" && !list.hidden) {
        event.preventDefault();
        take(list.children[Math.max(active, 0)]);
      } else if (event.key === "Escape" && !list.hidden) {
        event.preventDefault();
        close();
      }
    });
    list.addEventListener("mousedown", (event) => event.preventDefault());
    list.addEventListener("click", (event) => {
      take(event.target instanceof Element ? event.target.closest("li") : null);
    });
    /** @type {(given: YearsUnit[], chosen: number) => void} */
    const offer = (given, chosen) => {
      if (given !== units) names = null;
      [units, own] = [given, chosen];
      if (list.hidden) field.value = titleOf(units[own]);
    };
    return {
      element: make("div", { class: "years-chooser" }, make("label", { for: id }, label), field, list, said),
      offer,
    };
  };

  return { chooserOf };
})();
