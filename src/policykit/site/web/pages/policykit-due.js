// What falls due, by the reader's clock: a page is read on other days than it was made on.
(() => {
  "use strict";

  /** The page's words, from the attribute of this script. @type {DueWords} */
  const words = JSON.parse(document.currentScript?.dataset.words ?? "{}");

  const DAY = 86_400_000;
  /** @type {(wording: string, values: Record<string, string | number>) => string} */
  const fill = (wording, values) => wording.replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
  /** @type {(inside: ParentNode, css: string) => HTMLElement[]} */
  const every = (inside, css) => Array.from(inside.querySelectorAll(css));

  const { today, make, narrow, concerns, onChoice, binding, current } = policykitCounty;
  // Compared as text, the 29th of February of a year that has none lies between its 28th and March.
  const end = `${Number(today.slice(0, 4)) + 1}${today.slice(4)}`;
  /** @type {(day: string) => string} */
  const spoken = (day) => {
    const [year, month, date] = day.split("-").map(Number);
    return fill(words.day, { year, month, date });
  };
  /** @type {(group: HTMLElement) => string} */
  const due = (group) => group.dataset.due ?? "";
  /** @type {(group: HTMLElement) => number} */
  const count = (group) => Number(group.dataset.count);
  /** @type {(groups: HTMLElement[]) => number} */
  const total = (groups) => groups.reduce((sum, group) => sum + count(group), 0);

  /** @type {(groups: HTMLElement[]) => void} */
  const countDown = (groups) => {
    for (const group of groups) {
      const days = (Date.parse(due(group)) - Date.parse(today)) / DAY;
      const wording = days > 0 ? words.left : days === 0 ? words.today : words.past;
      every(group, ".due-left").forEach((place) => (place.textContent = fill(wording, { days })));
      group.classList.toggle("due-over", days < 0);
    }
  };
  /** @type {(listed: HTMLElement[]) => HTMLElement[][]} */
  const periods = (listed) => [
    listed.filter((group) => due(group) >= today && due(group) <= end),
    listed.filter((group) => due(group) > end),
    listed.filter((group) => due(group) < today),
  ];

  // A short list shows what comes next, and no more than it was asked for; for who chose a division, there.

  /** @type {(list: HTMLElement, groups: HTMLElement[], name?: string) => void} */
  const shorten = (list, groups, name = "") => {
    countDown(groups);
    const [coming, later] = periods(groups);
    let left = Number(list.dataset.limit);
    for (const group of coming) {
      group.hidden = left <= 0;
      every(group, "li").forEach((item, at) => (item.hidden = at >= left));
      left -= count(group);
    }
    const rest = Math.max(0, -left);
    const wording = coming.length ? words.coming : words.none;
    const said = [fill(wording, { today: spoken(today), count: total(coming), name })];
    if (!coming.length && later.length)
      said.push(fill(words.next, { day: spoken(due(later[0])), count: count(later[0]) }));
    every(list, ".due-says").forEach((place) => (place.textContent = said.join("")));
    every(list, ".due-rest").forEach(
      (place) => (place.textContent = rest ? fill(words.rest, { count: rest }) : ""),
    );
  };
  /** @type {(found: CountyDue[]) => HTMLElement[]} */
  const groupsOf = (found) =>
    [...Map.groupBy(found, ({ day }) => day)].map(([day, listed]) => {
      const items = listed.map(({ plain, uri, modality: [value, label], title, level: [kind, level] }) =>
        make(
          "li",
          {},
          make("span", { className: `level level-${kind}`, textContent: level }),
          make(
            "div",
            {},
            make("a", { href: uri, textContent: plain }),
            " ",
            make("span", { className: `modality modality-${value}`, textContent: label }),
            make("span", { className: "check-note" }, make("bdi", { textContent: `《${title}》` })),
          ),
        ),
      );
      const head = make(
        "p",
        { className: "due-day" },
        make("time", { dateTime: day, textContent: spoken(day) }),
        " ",
        make(
          "span",
          { className: "quiet" },
          make("span", { className: "due-left" }),
          fill(words.items, { count: listed.length }),
        ),
      );
      const group = make(
        "div",
        { className: "due-group", hidden: true },
        head,
        make("ul", { className: "due-list" }, ...items),
      );
      group.dataset.due = day;
      group.dataset.count = String(listed.length);
      return group;
    });
  for (const list of every(document, ".due-short")) {
    const all = every(list, ".due-group");
    let shown = all;
    onChoice(async (county) => {
      let groups = all;
      try {
        if (county) groups = groupsOf((await binding()).due);
      } catch {
        // What binds it was not read: all is shown, as without a choice.
      }
      if (current()?.code !== county?.code) return;
      shown.forEach((group) => group.remove());
      list.querySelector(".due-says")?.after(...groups);
      shown = groups;
      shorten(list, groups, county && groups !== all ? county.name : "");
    });
  }

  // The whole list goes on from today; what is over stands behind it, in the outline too.
  const listed = every(document, ".due-listed");
  countDown(listed);
  const years = every(document, "section:has(> .due-group)");
  for (const year of years.filter((one) => every(one, ".due-group").every((group) => due(group) < today))) {
    year.parentElement?.append(year);
    const entry = document.querySelector(`nav a[href="#${year.id}"]`)?.closest("li");
    entry?.parentElement?.append(entry);
  }
  const summarize = () => {
    for (const summary of every(document, ".due-summary")) {
      const [coming, later, past] = periods(listed).map(total);
      summary.textContent = fill(words.summary, { today: spoken(today), coming, later, past });
    }
  };
  summarize();
  const first = document.querySelector(".due-summary")?.closest("p");
  if (first && listed.length)
    narrow(first, policykitCounty.words.units.due, (isNarrow) => {
      let shown = 0,
        all = 0;
      for (const group of listed) {
        const items = every(group, ".due-list > li");
        for (const item of items) {
          const binds = (item.dataset.binds ?? "").split(" ").filter(Boolean);
          const isIn = !isNarrow || concerns(binds, item.dataset.rank ? Number(item.dataset.rank) : null);
          item.classList.toggle("county-out", !isIn);
        }
        const left = items.filter((item) => !item.classList.contains("county-out")).length;
        group.dataset.count = String(left);
        every(group, ".due-count").forEach(
          (place) => (place.textContent = fill(words.items, { count: left })),
        );
        group.classList.toggle("county-out", !left);
        shown += left;
        all += items.length;
      }
      for (const year of years)
        year.classList.toggle("county-out", !year.querySelector(".due-group:not(.county-out)"));
      summarize();
      document.dispatchEvent(new Event("policykit-listed"));
      return [shown, all];
    });
})();
