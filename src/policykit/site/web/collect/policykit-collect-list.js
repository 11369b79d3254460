// Lists of the page: a hundred rows, a choice for each of some columns; the files to take away hold all.
policykitCollect.list = (() => {
  "use strict";

  const { fill } = policykitSelfcheck.words;
  const { make, tableOf } = policykitSelfcheck.elements;

  const FIRST = 100; // rows
  const collator = new Intl.Collator("zh");
  let lists = 0;

  /** @type {(text: string, act: () => void) => HTMLElement} */
  const button = (text, act) => make("button", { type: "button", class: "link-button", onclick: act }, text);

  // A list with a choice for each of some columns; a hundred rows, then more when they are asked for.
  /**
   * @template T
   * @param {CollectWords["screen"]} screen
   * @param {string} title
   * @param {T[]} all
   * @param {{ heads: string[], name: string, cells: (one: T) => (string | HTMLElement)[] }} look
   * @param {[label: string, of: (one: T) => string][]} choices
   * @returns {HTMLElement | null}
   */
  const listOf = (screen, title, all, { heads, name, cells }, choices) => {
    if (!all.length) return null;
    let most = FIRST;
    lists += 1;
    const body = make("div", {}),
      count = make("p", { class: "quiet", role: "status" });
    const selects = choices.map(([label, of], at) => {
      const select = make(
        "select",
        { id: `collect-choice-${lists}-${at}`, onchange: () => draw(FIRST) },
        make("option", { value: "" }, screen.every),
      );
      const offered = new Set(all.map(of));
      // Thousands of names are sorted when someone is about to choose one.
      const offer = () => {
        if (select.children.length > 1) return;
        const options = [...offered].sort(collator.compare);
        select.append(...options.map((text) => make("option", { value: `=${text}` }, text || screen.nobody)));
      };
      for (const event of ["focus", "pointerenter", "touchstart"]) select.addEventListener(event, offer);
      return { label, of, select, few: offered.size < 2 };
    });
    /** @type {(upTo: number) => void} */
    const draw = (upTo) => {
      most = upTo;
      const chosen = all.filter((one) =>
        selects.every(({ select, of }) => !select.value || select.value === `=${of(one)}`),
      );
      const rows = chosen
        .slice(0, most)
        .map((one) =>
          make(
            "tr",
            {},
            ...cells(one).map((cell, at) => make("td", { "data-label": heads[at] }, make("bdi", {}, cell))),
          ),
        );
      body.replaceChildren(tableOf(heads, rows, name));
      count.replaceChildren(fill(screen.shown, { shown: rows.length, all: chosen.length }));
      const rest = Math.min(FIRST * 5, chosen.length - most);
      if (rest > 0)
        count.append(
          " ",
          button(fill(screen.more, { count: rest }), () => draw(most + rest)),
        );
    };
    draw(most);
    const bar2 = selects
      .filter(({ few }) => !few)
      .map(({ label, select }) => make("span", {}, make("label", { for: select.id }, label), " ", select));
    return make(
      "section",
      { class: "verdicts" },
      make("h2", {}, title),
      bar2.length ? make("p", { class: "collect-choices pst-js-only" }, ...bar2) : null,
      body,
      count,
    );
  };

  return { listOf, button };
})();
