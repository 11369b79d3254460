// On the first page: what binds the chosen division, and what comes due for it.
(() => {
  "use strict";

  const { words, fill, make, today, onChoice, binding, changeButton, pathOf, current } = policykitCounty;
  const place = document.querySelector(".county-home");
  if (!(place instanceof HTMLElement)) return;
  const DAY = 86_400_000;
  const { selfcheck, tasks, timeline, cascade, search } = place.dataset;

  /** @type {(day: string) => string} */
  const spoken = (day) => {
    const [year, month, date] = day.split("-").map(Number);
    return fill(words.day, { year, month, date });
  };
  /** @type {(found: CountyBinding) => string} */
  const levels = ({ county, policies }) => {
    const lineage = county?.lineage ?? [];
    const counts = lineage.map(([code, name], at) => ({
      name: at ? name : words.nation,
      count: policies.filter(({ division }) => division === code).length,
    }));
    const some = counts.filter(({ count }) => count).reverse();
    const none = counts.filter(({ count }) => !count).map(({ name }) => name);
    return [
      some.map((one) => fill(words.by_level, one)).join("、"),
      ...(none.length ? [fill(words.none_of, { names: none.reverse().join("、") })] : []),
    ].join("；");
  };
  /** @type {(found: CountyBinding) => string} */
  const coming = ({ due }) => {
    const next = due.find(({ day }) => day >= today);
    if (!next) return words.no_next;
    const count = due.filter(({ day }) => day === next.day).length;
    const days = (Date.parse(next.day) - Date.parse(today)) / DAY;
    return fill(days ? words.next : words.next_today, { day: spoken(next.day), days, count });
  };
  /** @type {(found: CountyBinding) => HTMLElement[]} */
  const factsOf = (found) => {
    const { policies, requirements, dated, due, out } = found;
    const past = due.filter(({ day }) => day < today).length;
    const titles = policies.map(({ title, uri, level: [level, label], status: [, status, name] }) =>
      make(
        "li",
        {},
        make("span", { className: `level level-${level}`, textContent: label }),
        " ",
        make("a", { href: uri }, make("bdi", { textContent: title })),
        ...(status === "in_force" ? [] : [" ", make("span", { className: "quiet", textContent: name })]),
      ),
    );
    const documents = make(
      "details",
      {},
      make(
        "summary",
        {},
        `${fill(words.documents, { count: policies.length })}：${levels(found)}`,
        ...(out ? [`；${fill(words.out_of_force, { count: out })}`] : []),
      ),
      make("ul", { className: "county-documents" }, ...titles),
    );
    const listed = [
      make(
        "li",
        {},
        make("strong", { textContent: coming(found) }),
        ...(past ? [`；${fill(words.past, { count: past })}`] : []),
      ),
      make("li", { textContent: fill(words.requirements, { count: requirements, dated }) }),
      make("li", {}, documents),
    ];
    return [make("ul", { className: "county-facts" }, ...listed)];
  };
  const actions = () => {
    const addresses = { selfcheck, tasks, timeline, cascade, search: search && `${search}?county=yes` };
    const links = Object.entries(addresses).flatMap(([name, href]) =>
      href ? [make("a", { href, textContent: words.pages[name] })] : [],
    );
    return make(
      "p",
      { className: "county-actions" },
      ...links.flatMap((link, at) => (at ? [" · ", link] : [link])),
    );
  };

  const change = changeButton();
  onChoice(async (county) => {
    if (!county) {
      place.replaceChildren(make("p", { className: "county-invite" }, `${words.invite} `, change));
      return;
    }
    const title = make(
      "p",
      { className: "county-title" },
      make("strong", { textContent: county.name }),
      " ",
      make("span", { className: "quiet", textContent: pathOf(county) }),
      " ",
      change,
    );
    let facts;
    try {
      const found = await binding();
      facts = found.policies.length
        ? factsOf(found)
        : [make("p", { textContent: fill(words.nothing_binds, { name: county.name }) })];
    } catch {
      facts = [make("p", { textContent: words.failed })];
    }
    if (current()?.code === county.code) place.replaceChildren(title, ...facts, actions());
  });
})();
