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

  const now = new Date();
  /** @type {(part: number) => string} */
  const two = (part) => String(part).padStart(2, "0");
  const monthAndDay = `${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  const today = `${now.getFullYear()}-${monthAndDay}`;
  // Compared as text, the 29th of February of a year that has none lies between its 28th and March.
  const end = `${now.getFullYear() + 1}-${monthAndDay}`;
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

  const groups = every(document, ".due-group");
  for (const group of groups) {
    const days = (Date.parse(due(group)) - Date.parse(today)) / DAY;
    const wording = days > 0 ? words.left : days === 0 ? words.today : words.past;
    every(group, ".due-left").forEach((place) => (place.textContent = fill(wording, { days })));
    group.classList.toggle("due-over", days < 0);
  }
  /** @type {(listed: HTMLElement[]) => HTMLElement[][]} */
  const periods = (listed) => [
    listed.filter((group) => due(group) >= today && due(group) <= end),
    listed.filter((group) => due(group) > end),
    listed.filter((group) => due(group) < today),
  ];

  // A short list shows what comes next, and no more than it was asked for.
  for (const list of every(document, ".due-short")) {
    const [coming, later] = periods(every(list, ".due-group"));
    let left = Number(list.dataset.limit);
    for (const group of coming) {
      group.hidden = left <= 0;
      every(group, "li").forEach((item, at) => (item.hidden = at >= left));
      left -= count(group);
    }
    const rest = Math.max(0, -left);
    const wording = coming.length ? words.coming : words.none;
    const said = [fill(wording, { today: spoken(today), count: total(coming) })];
    if (!coming.length && later.length)
      said.push(fill(words.next, { day: spoken(due(later[0])), count: count(later[0]) }));
    every(list, ".due-says").forEach((place) => (place.textContent = said.join("")));
    every(list, ".due-rest").forEach(
      (place) => (place.textContent = rest ? fill(words.rest, { count: rest }) : ""),
    );
  }

  // The whole list goes on from today; what is over stands behind it, in the outline too.
  for (const summary of every(document, ".due-summary")) {
    const [coming, later, past] = periods(groups).map(total);
    summary.textContent = fill(words.summary, { today: spoken(today), coming, later, past });
  }
  const years = every(document, "section:has(> .due-group)");
  for (const year of years.filter((one) => every(one, ".due-group").every((group) => due(group) < today))) {
    year.parentElement?.append(year);
    const entry = document.querySelector(`nav a[href="#${year.id}"]`)?.closest("li");
    entry?.parentElement?.append(entry);
  }
})();
