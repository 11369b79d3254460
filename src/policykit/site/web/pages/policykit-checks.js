// Tables that can be sorted by a column and, when they are long, filtered by words, as long lists are.
(() => {
  "use strict";

  /** The page's words, from the attribute of this script. @type {ListWords} */
  const words = JSON.parse(document.currentScript?.dataset.words ?? "{}");

  const SORT_FROM = 3;
  const FILTER_FROM = 9;
  const LISTS_FROM = 12;
  /** @type {(cell: HTMLElement) => string} */
  const text = (cell) => cell.dataset.sort ?? cell.textContent.trim();
  const order = new Intl.Collator("zh-CN", { numeric: true }).compare;
  /** @type {(wording: string, values: Record<string, string | number>) => string} */
  const fill = (wording, values) => wording.replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
  /** @type {Made} */
  const made = (tag, properties = {}, ...inside) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...inside);
    return element;
  };

  // A link to a requirement of the same page says its sentence, which stands there already.
  for (const link of document.querySelectorAll('.checks-table a[href^="#r-"]:not([title])')) {
    const named = document.getElementById(link.getAttribute("href")?.slice(1) ?? "");
    const says = named?.querySelector("h3")?.firstChild?.textContent;
    if (says) link.setAttribute("title", says);
  }

  // Filtering: a field, and how many of how many are shown.

  let fields = 0;
  /** @type {(name: string, items: HTMLElement[], unit: string, after?: () => void) => HTMLElement[]} */
  const filterField = (name, items, unit, after = () => {}) => {
    const count = made("output", { className: "table-count" });
    const field = made("input", {
      type: "search",
      className: "table-filter",
      id: `table-filter-${++fields}`,
      autocomplete: "off",
      placeholder: words.placeholder,
    });
    field.setAttribute("aria-label", fill(words.filter, { name }));
    count.htmlFor = field.id;
    // Of what is folded, the line that is in sight.
    /** @type {(item: HTMLElement) => Element} */
    const seen = (item) => (item.tagName === "DETAILS" && item.querySelector("summary")) || item;
    const said = items.map((item) => seen(item).textContent.toLowerCase());
    const apply = () => {
      const asked = field.value.trim().toLowerCase().split(/\s+/);
      let shown = 0,
        all = 0;
      items.forEach((item, at) => {
        item.hidden = !asked.every((word) => said[at].includes(word));
        // What does not bind the chosen division is none of the list.
        if (item.classList.contains("county-out")) return;
        all += 1;
        if (!item.hidden) shown += 1;
      });
      const wording = shown === all ? words.all : words.some;
      count.textContent = fill(wording, { shown, count: all, unit });
      after();
    };
    field.addEventListener("input", apply);
    field.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !field.value) return;
      field.value = "";
      apply();
    });
    document.addEventListener("policykit-listed", apply);
    apply();
    return [field, count];
  };

  // Sorting: upwards, downwards, as it was.

  /**
   * Its headers, and what sorts by one of them.
   * @typedef {{ headers: HTMLElement[], sort: (at: number, direction: string) => void }} Sorting
   */

  /** @type {(table: HTMLTableElement) => Sorting} */
  const sorter = (table) => {
    const body = table.tBodies[0];
    const headers = [...(table.tHead?.rows[0].cells ?? [])];
    const asItWas = [...body.rows];
    /** @type {(at: number, direction: string) => void} */
    const sort = (at, direction) => {
      headers.forEach((header, nth) => {
        if (nth === at && direction) header.setAttribute("aria-sort", direction);
        else header.removeAttribute("aria-sort");
      });
      if (!direction) {
        body.append(...asItWas);
        return;
      }
      const rows = [...asItWas].sort((one, two) => order(text(one.cells[at]), text(two.cells[at])));
      body.append(...(direction === "descending" ? rows.reverse() : rows));
    };
    /** @type {Record<string, string>} */
    const next = { ascending: "descending", descending: "" };
    headers.forEach((header, at) => {
      const name = header.textContent.trim();
      const button = made("button", { type: "button", title: words.sort });
      button.addEventListener("click", () => {
        const was = header.getAttribute("aria-sort");
        sort(at, was ? next[was] : "ascending");
      });
      if (header.querySelector("a")) {
        button.className = "sort-only";
        button.setAttribute("aria-label", fill(words.sort_by, { name }));
        header.append(" ", button);
      } else {
        button.textContent = name;
        header.replaceChildren(button);
      }
    });
    return { headers, sort };
  };

  // Where a narrow screen hides the headers, a list of them sorts.
  /** @type {(sorting: Sorting, name: string) => HTMLElement} */
  const sortList = ({ headers, sort }, name) => {
    const list = made(
      "select",
      { className: "table-order" },
      made("option", { value: "", textContent: words.as_it_was }),
    );
    list.setAttribute("aria-label", fill(words.order, { name }));
    headers.forEach((header, at) => {
      const title = header.textContent.trim();
      for (const [direction, wording] of [
        ["ascending", words.upwards],
        ["descending", words.downwards],
      ]) {
        const textContent = fill(wording, { name: title });
        list.append(made("option", { value: `${at} ${direction}`, textContent }));
      }
    });
    list.addEventListener("change", () => {
      const [at, direction] = list.value.split(" ");
      sort(direction ? Number(at) : -1, direction);
    });
    return list;
  };

  /** @type {<T extends HTMLElement>(css: string) => T[]} */
  const every = (css) => Array.from(document.querySelectorAll(css));

  // On a phone their rows are laid out otherwise, and a browser then forgets that they are rows.
  for (const table of /** @type {HTMLTableElement[]} */ (every("table.stacked"))) {
    table.setAttribute("role", "table");
    for (const row of table.rows) row.setAttribute("role", "row");
    for (const cell of table.querySelectorAll("th, td"))
      cell.setAttribute("role", cell.tagName === "TH" ? "columnheader" : "cell");
    for (const part of table.querySelectorAll("thead, tbody")) part.setAttribute("role", "rowgroup");
  }

  // What sets copy buttons looks for this frame: hundreds of them need not be in the page.
  for (const code of every(".check-code > pre")) {
    const frame = made("div", { className: "highlight" });
    code.replaceWith(frame);
    frame.append(code);
  }

  for (const table of /** @type {HTMLTableElement[]} */ (every("table.sortable"))) {
    const rows = [...table.tBodies[0].rows];
    if (rows.length < SORT_FROM) continue;
    const frame = table.closest(".table-frame") ?? table;
    const name = frame.getAttribute("aria-label") ?? words.table;
    const tools = made("div", { className: "table-tools" });
    const sorting = sorter(table);
    if (rows.length >= FILTER_FROM) tools.append(...filterField(name, rows, words.rows));
    if (table.classList.contains("stacked")) tools.append(sortList(sorting, name));
    if (tools.childElementCount) frame.before(tools);
  }

  // A table that fits lets its heads stand while the page goes by; another says that it can be pushed.
  const watched = new WeakSet();
  /** @type {(frame: HTMLElement) => void} */
  const watch = (frame) => {
    watched.add(frame);
    const hint = made("p", { className: "table-push quiet", textContent: words.push, hidden: true });
    frame.before(hint);
    const fit = () => {
      frame.classList.remove("fits");
      const isWide = frame.scrollWidth > frame.clientWidth + 1;
      frame.classList.toggle("fits", !isWide);
      // What cannot be pushed is no stop of the keyboard.
      if (isWide) frame.tabIndex = 0;
      else if (frame !== document.activeElement) frame.removeAttribute("tabindex");
      hint.hidden = !isWide;
    };
    new ResizeObserver(fit).observe(frame);
    frame.addEventListener("toggle", fit, true);
    document.addEventListener("policykit-narrowed", fit);
  };
  const watchNew = () => every(".table-frame").forEach((frame) => watched.has(frame) || watch(frame));
  watchNew();
  // Pages that read files make their tables later.
  new MutationObserver(watchNew).observe(document.body, { childList: true, subtree: true });

  // Lists of a page that belong together: their items, what is empty when all items within it are hidden,
  // what the field stands before, and what they are called and counted in.
  for (const [items, groups, before, [name, unit]] of /** @type {[string, string, string, string[]][]} */ ([
    ["details.term", "section.letter", "section.letter", words.terms],
    [".level-section > .policy-list > li", ".level-section", ".level-section", words.policies],
    [".due-listed > .due-list > li", ".due-listed", "section:has(> .due-listed)", words.due],
  ])) {
    const listed = every(items);
    if (listed.length < LISTS_FROM) continue;
    const around = every(groups);
    const tools = filterField(name, listed, unit, () => {
      for (const group of around) group.hidden = !listed.some((item) => !item.hidden && group.contains(item));
      for (const section of every("section:has(> .due-listed)"))
        section.hidden = !section.querySelector(":scope > .due-listed:not([hidden])");
    });
    every(before)[0].before(made("div", { className: "table-tools" }, ...tools));
  }
})();
