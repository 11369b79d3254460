// Elements of the page: tables and pictures with captions, in the words of the page.
policykitYears.elements = (() => {
  "use strict";

  const { fill } = policykitYears.model;
  const FIRST = 100; // rows of a table

  const root = document.getElementById("years");
  /** @type {YearsWords} */
  const words = JSON.parse(root?.dataset.words ?? "{}");
  const { make } = policykitElements;
  /** @type {(unit: YearsUnit) => string} */
  const titleOf = ([, name, , , where]) =>
    !where || where.endsWith(name) ? where || name : fill(words.named, { unit: name, place: where });
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

  return { root, words, titleOf, tableOf, longOf, figureOf, sectionOf };
})();
