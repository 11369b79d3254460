// A field for a division, which is found as 我的县 is: by name, pinyin, initials or code.
policykitCounty.field = (() => {
  "use strict";

  const { words, fill, pathOf, names } = policykitCounty;
  const { make, step } = policykitElements;
  const LISTED = 30;

  // Lists below a field what is meant, and writes code and name of what is taken; the field tells its change.
  /** @type {(field: HTMLInputElement) => void} */
  const attach = (field) => {
    const id = `${field.id}-list`;
    const list = make("ul", {
      ...{ id, class: "county-list county-field-list", role: "listbox", hidden: true },
      "aria-label": words.results,
    });
    const said = make("p", { class: "quiet county-field-said", role: "status" });
    let active = -1,
      turn = 0; // what was written last is listed
    for (const [name, value] of Object.entries({
      role: "combobox",
      autocapitalize: "off",
      "aria-autocomplete": "list",
      "aria-expanded": "false",
      "aria-controls": id,
    }))
      field.setAttribute(name, value);
    field.after(list, said);

    const close = () => {
      turn += 1;
      list.hidden = true;
      said.textContent = "";
      active = -1;
      field.setAttribute("aria-expanded", "false");
      field.removeAttribute("aria-activedescendant");
    };
    const update = async () => {
      turn += 1;
      const mine = turn,
        written = field.value.trim();
      const all = await names.open().catch(() => null); // codes and whole names are understood without it
      if (mine !== turn || !all) return;
      const codes = written ? names.find(all, written) : [];
      const options = codes.slice(0, LISTED).map((code) => {
        const county = names.countyOf(all, code);
        return make(
          "li",
          { id: `${field.id}-${code}`, role: "option", "aria-selected": "false", "data-code": code },
          ...[make("span", {}, county.name), " ", make("span", { class: "quiet" }, pathOf(county))],
        );
      });
      list.replaceChildren(...options);
      list.hidden = !options.length;
      field.setAttribute("aria-expanded", String(!list.hidden));
      field.removeAttribute("aria-activedescendant");
      active = -1;
      const wording = codes.length > LISTED ? words.more : codes.length ? words.found : words.nothing;
      said.textContent = written ? fill(wording, { count: codes.length, written }) : "";
    };
    /** @type {(option: Element | null) => void} */
    const take = (option) => {
      if (!(option instanceof HTMLElement)) return;
      field.value = `${option.dataset.code} ${option.firstElementChild?.textContent}`;
      close();
      field.dispatchEvent(new Event("change"));
    };
    field.addEventListener("focus", () => names.open().catch(() => {}));
    field.addEventListener("input", (event) => {
      if (!(event instanceof InputEvent && event.isComposing)) update();
    });
    field.addEventListener("compositionend", update);
    field.addEventListener("blur", close);
    field.addEventListener("keydown", (event) => {
      if (event.isComposing || list.hidden) return;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        active = step(field, list, active, event.key === "ArrowUp");
      } else if (event.key === "Enter") {
        event.preventDefault();
        take(list.children[Math.max(active, 0)]);
      } else if (event.key === "Escape") {
        event.preventDefault();
        close();
      }
    });
    list.addEventListener("mousedown", (event) => event.preventDefault());
    list.addEventListener("click", (event) => {
      take(event.target instanceof Element ? event.target.closest("li") : null);
    });
  };

  return { attach };
})();
