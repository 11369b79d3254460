// Tables that can be sorted by a column and, when they are long, filtered by a word.
(() => {
  "use strict";

  const FILTER_FROM = 9;
  const text = (cell) => cell.dataset.sort ?? cell.textContent.trim();
  const order = new Intl.Collator("zh-CN", { numeric: true }).compare;

  const sort = (table, header, at) => {
    const downwards = header.getAttribute("aria-sort") === "ascending";
    for (const other of header.parentElement.cells) other.removeAttribute("aria-sort");
    header.setAttribute("aria-sort", downwards ? "descending" : "ascending");
    const body = table.tBodies[0];
    const rows = [...body.rows].sort((one, two) => order(text(one.cells[at]), text(two.cells[at])));
    body.append(...(downwards ? rows.reverse() : rows));
  };

  const filter = (table, wanted) => {
    const words = wanted.trim().toLowerCase().split(/\s+/);
    for (const row of table.tBodies[0].rows) {
      const said = row.textContent.toLowerCase();
      row.hidden = !words.every((word) => said.includes(word));
    }
  };

  // On a phone their rows are laid out otherwise, and a browser then forgets that they are rows.
  for (const table of document.querySelectorAll("table.stacked")) {
    table.setAttribute("role", "table");
    for (const row of table.rows) row.setAttribute("role", "row");
    for (const cell of table.querySelectorAll("th, td")) cell.setAttribute("role", cell.tagName === "TH" ? "columnheader" : "cell");
    for (const part of table.querySelectorAll("thead, tbody")) part.setAttribute("role", "rowgroup");
  }

  for (const table of document.querySelectorAll("table.sortable")) {
    [...table.tHead.rows[0].cells].forEach((header, at) => {
      const button = document.createElement("button");
      button.type = "button";
      button.title = "按此列排序";
      button.textContent = header.textContent;
      button.addEventListener("click", () => sort(table, header, at));
      header.replaceChildren(button);
    });
    if (table.tBodies[0].rows.length < FILTER_FROM) continue;
    const field = document.createElement("input");
    field.type = "search";
    field.className = "table-filter";
    field.placeholder = "筛选本表，如“就诊率”";
    field.setAttribute("aria-label", "筛选本表");
    field.addEventListener("input", () => filter(table, field.value));
    table.closest(".table-frame").before(field);
  }
})();
