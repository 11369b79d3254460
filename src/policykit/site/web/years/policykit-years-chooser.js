// A unit among thousands: a field in which a few characters are typed, and those that hold them below it.
policykitYears.chooser = (() => {
  "use strict";

  const { words, make, titleOf } = policykitYears.elements;
  const { fill } = policykitYears.model;
  const LISTED = 30;

  /** @type {(text: string) => string} */
  const plain = (text) => text.normalize("NFKC").replace(/\s+/gu, "").toLowerCase();

  /** @type {(id: string, label: string, choose: (unit: number) => void) => YearsChooser} */
  const chooserOf = (id, label, choose) => {
    /** @type {YearsUnit[]} */
    let units = [];
    /** @type {string[] | null} what is searched, made when someone searches */
    let texts = null;
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
    // Those whose name begins so come before those that only hold it, or whose code begins so.
    const search = () => {
      const written = plain(field.value);
      texts ??= units.map((unit) => plain(titleOf(unit)));
      /** @type {number[][]} */
      const found = [[], []];
      if (written)
        texts.forEach((text, at) => {
          if (plain(units[at][1]).startsWith(written)) found[0].push(at);
          else if (text.includes(written) || units[at][0].startsWith(written)) found[1].push(at);
        });
      else found[0] = units.map((_, at) => at);
      const all = found.flat();
      draw(all.slice(0, LISTED));
      const wording =
        all.length > LISTED ? words.units_more : all.length ? words.units_found : words.units_none;
      said.textContent = fill(wording, { count: all.length, listed: LISTED, written: field.value });
    };
    /** @type {(at: number) => void} */
    const point = (at) => {
      const options = [...list.children];
      if (!options.length) return;
      active = (at + options.length) % options.length;
      options.forEach((option, nth) => option.setAttribute("aria-selected", String(nth === active)));
      field.setAttribute("aria-activedescendant", options[active].id);
      options[active].scrollIntoView({ block: "nearest" });
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
      // Those beside it, until something is typed.
      const from = Math.max(0, Math.min(own - 2, units.length - LISTED));
      draw(units.slice(from, from + LISTED).map((_, at) => from + at));
      point([...list.children].findIndex((each) => each.id === `${id}-${own}`));
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
        point(active < 0 && event.key === "ArrowUp" ? -1 : active + (event.key === "ArrowDown" ? 1 : -1));
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
      if (given !== units) texts = null;
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
