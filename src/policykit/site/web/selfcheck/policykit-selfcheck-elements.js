// The page's elements: everything is set as text.
policykitSelfcheck.elements = (() => {
  "use strict";

  const book = window.policykitRulebook;
  const { fill } = policykitSelfcheck.words;
  const { screen } = book.page;
  const root = document.getElementById("selfcheck");

  const { make } = policykitElements;
  /** @type {(uri: string, text: string, attributes?: Attributes) => HTMLElement} */
  const link = (uri, text, attributes = {}) =>
    make("a", { href: (root?.dataset.root ?? "") + uri, ...attributes }, text);
  /** @type {(headers: string[], rows: HTMLElement[], name: string) => HTMLElement} */
  const tableOf = (headers, rows, name) =>
    make(
      "div",
      { class: "table-frame" },
      make(
        "table",
        { class: `checks-table stacked selfcheck-${name}` },
        make("thead", {}, make("tr", {}, ...headers.map((text) => make("th", { scope: "col" }, text)))),
        make("tbody", {}, ...rows),
      ),
    );

  const MOST_SHOWN = 100; // units of one list; the files to take away hold all
  /** @type {(listed: unknown[], tag: keyof HTMLElementTagNameMap) => HTMLElement[]} */
  const restOf = ({ length }, tag) =>
    length > MOST_SHOWN
      ? [make(tag, { class: "quiet" }, fill(screen.rest, { count: length - MOST_SHOWN }))]
      : [];

  const CODE = /(^|[：；（])(PK\d{3}) /g;
  // What is wrong, and the code of it small behind the sentence; a sentence that has none stays as it is.
  /** @type {(text: string) => (string | HTMLElement)[]} */
  const worded = (text) => {
    const codes = new Set([...text.matchAll(CODE)].map(([, , code]) => code));
    if (!codes.size) return [text];
    const behind = make("span", { class: "quiet problem-code" }, [...codes].join("、"));
    return [text.replace(CODE, "$1"), " ", behind];
  };

  return { root, make, link, tableOf, restOf, worded, MOST_SHOWN };
})();
