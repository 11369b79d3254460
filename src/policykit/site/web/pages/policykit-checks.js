// Tables that can be sorted by a column and, when they are long, filtered by words, as long lists are.
(() => {
  "use strict";

  const SORT_FROM = 3;
  const FILTER_FROM = 9;
  const LISTS_FROM = 12;
  const text = (cell) => cell.dataset.sort ?? cell.textContent.trim();
  const order = new Intl.Collator("zh-CN", { numeric: true }).compare;
  const made = (tag, properties = {}, ...inside) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...inside);
    return element;
  };

  // Filtering: a field, and how many of how many are shown.

  let fields = 0;
  const filterField = (name, items, unit, after = () => {}) => {
    const count = made("output", { className: "table-count" });
    const field = made("input", {
      type: "search",
      className: "table-filter",
      id: `table-filter-${++fields}`,
      autocomplete: "off",
      placeholder: "筛选，几个词用空格隔开",
    });
    field.setAttribute("aria-label", `筛选${name}`);
    count.htmlFor = field.id;
    // Of what is folded, the line that is in sight.
    const seen = (item) => (item.tagName === "DETAILS" ? item.querySelector("summary") : item);
    const said = items.map((item) => seen(item).textContent.toLowerCase());
    const apply = () => {
      const words = field.value.trim().toLowerCase().split(/\s+/);
      let shown = 0;
      items.forEach((item, at) => {
        item.hidden = !words.every((word) => said[at].includes(word));
        shown += !item.hidden;
      });
      count.textContent =
        shown === items.length ? `共 ${items.length} ${unit}` : `${shown} / ${items.length} ${unit}`;
      after();
    };
    field.addEventListener("input", apply);
    field.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !field.value) return;
      field.value = "";
      apply();
    });
    apply();
    return [field, count];
  };

  // Sorting: upwards, downwards, as it was.

  const sorter = (table) => {
    const body = table.tBodies[0];
    const headers = [...table.tHead.rows[0].cells];
    const asItWas = [...body.rows];
    const sort = (at, way) => {
      headers.forEach((header, place) => {
        if (place === at && way) header.setAttribute("aria-sort", way);
        else header.removeAttribute("aria-sort");
      });
      if (!way) return body.append(...asItWas);
      const rows = [...asItWas].sort((one, two) => order(text(one.cells[at]), text(two.cells[at])));
      body.append(...(way === "descending" ? rows.reverse() : rows));
    };
    const next = { ascending: "descending", descending: "" };
    headers.forEach((header, at) => {
      const name = header.textContent.trim();
      const button = made("button", { type: "button", title: "按此列排序" });
      button.addEventListener("click", () => {
        const was = header.getAttribute("aria-sort");
        sort(at, was ? next[was] : "ascending");
      });
      if (header.querySelector("a")) {
        button.className = "sort-only";
        button.setAttribute("aria-label", `按“${name}”排序`);
        header.append(" ", button);
      } else {
        button.textContent = name;
        header.replaceChildren(button);
      }
    });
    return [headers, sort];
  };

  // Where a narrow screen hides the headers, a list of them sorts.
  const sortList = ([headers, sort], name) => {
    const list = made(
      "select",
      { className: "table-order" },
      made("option", { value: "", textContent: "原来的顺序" }),
    );
    list.setAttribute("aria-label", `排列${name}`);
    headers.forEach((header, at) => {
      for (const [way, said] of [
        ["ascending", "↑"],
        ["descending", "↓"],
      ]) {
        list.append(
          made("option", { value: `${at} ${way}`, textContent: `按${header.textContent.trim()} ${said}` }),
        );
      }
    });
    list.addEventListener("change", () => {
      const [at, way] = list.value.split(" ");
      sort(way ? Number(at) : -1, way);
    });
    return list;
  };

  // On a phone their rows are laid out otherwise, and a browser then forgets that they are rows.
  for (const table of document.querySelectorAll("table.stacked")) {
    table.setAttribute("role", "table");
    for (const row of table.rows) row.setAttribute("role", "row");
    for (const cell of table.querySelectorAll("th, td"))
      cell.setAttribute("role", cell.tagName === "TH" ? "columnheader" : "cell");
    for (const part of table.querySelectorAll("thead, tbody")) part.setAttribute("role", "rowgroup");
  }

  for (const table of document.querySelectorAll("table.sortable")) {
    const rows = [...table.tBodies[0].rows];
    if (rows.length < SORT_FROM) continue;
    const frame = table.closest(".table-frame") ?? table;
    const name = frame.getAttribute("aria-label") ?? "本表";
    const tools = made("div", { className: "table-tools" });
    const sorting = sorter(table);
    if (rows.length >= FILTER_FROM) tools.append(...filterField(name, rows, "行"));
    if (table.classList.contains("stacked")) tools.append(sortList(sorting, name));
    if (tools.childElementCount) frame.before(tools);
  }

  // Lists of a page that belong together: their items, what is empty when all items within it are hidden, and
  // what the field stands before.
  for (const [items, groups, before, name, unit] of [
    ["details.term", "section.letter", "section.letter", "术语", "个"],
    [".level-section > .policy-list > li", ".level-section", ".level-section", "政策文件", "件"],
    [".due-list > li", ".due-list", "section:has(> .due-list)", "期限", "项"],
  ]) {
    const listed = [...document.querySelectorAll(items)];
    if (listed.length < LISTS_FROM) continue;
    const around = [...document.querySelectorAll(groups)];
    const tools = filterField(name, listed, unit, () => {
      for (const group of around) {
        group.hidden = !listed.some((item) => !item.hidden && group.contains(item));
        const day = group.previousElementSibling;
        if (day?.matches(".due-day")) day.hidden = group.hidden;
      }
      for (const section of document.querySelectorAll("section:has(> .due-list)")) {
        section.hidden = !section.querySelector(":scope > .due-list:not([hidden])");
      }
    });
    document.querySelector(before).before(made("div", { className: "table-tools" }, ...tools));
  }
})();
