// The search page: hits, facets with counts, and help when nothing is found; and what opens the search.
(() => {
  "use strict";

  const { PAUSE, make, say, counted, excerpt, heading, about, address, language } =
    policykitSearchModules.list;
  const { pagesFor, attach, cardOf, cardContent } = policykitSearchModules.list;
  const search = policykitSearch;
  const PAGE = 20,
    FIRST = 5,
    APART = 10,
    DUE = 5,
    FACET = 8;
  const FACETS = ["county", "level", "status", "division", "issuer", "year", "policy", "check"];
  const LEVELS = ["national", "provincial", "prefecture", "county"];
  const NATION = "000000";

  /** A value of a facet, its words, how many hits. @typedef {[string, [string, number]]} Counted */

  // On the reader's day, not on that of the build.
  const now = new Date();
  const today = [now.getFullYear(), now.getMonth() + 1, now.getDate()]
    .map((part) => String(part).padStart(2, "0"))
    .join("-");

  /** @type {Record<string, (policy: SearchPolicy, checked: number) => Facet[]>} */
  const valuesOf = {
    // For who chose a division: what is of it or of what it lies in.
    county: (policy) => {
      const county = policykitCounty.current();
      return county && policykitCounty.isOver([policy.divisions.at(-1)?.[0] ?? ""])
        ? [["yes", say("of_county", { name: county.name })]]
        : [];
    },
    level: (policy) => [policy.level],
    status: (policy) =>
      policy.standing
        .filter(([first]) => first <= today)
        .slice(-1)
        .map(([, status, label]) => [status, label]),
    // A policy is of its division and of all above it, as in `search(division=…)`.
    division: (policy) => policy.divisions,
    issuer: (policy) =>
      policy.issuers.length ? policy.issuers.map((name) => [name, name]) : [["", say("unknown")]],
    year: (policy) => [
      policy.year ? [String(policy.year), say("year_of", { year: policy.year })] : ["", say("unknown")],
    ],
    policy: (policy) => [[policy.id, policy.title]],
    check: (_, checked) => [checked ? ["yes", say("checked")] : ["no", say("unchecked")]],
  };

  /** @type {Found} */
  const NOTHING = {
    cards: [],
    articles: [],
    hits: [],
    partial: [],
    sure: true,
    query: { text: "", exact: [], excluded: [], numbers: [], signs: [], pieces: [], grams: [] },
    concepts: [],
    mended: [],
    wanted: [],
    offers: [],
  };

  /** @type {(section: HTMLElement) => void} */
  const searchPage = (section) => {
    /** @type {(name: string) => HTMLElement} */
    const part = (name) => /** @type {HTMLElement} */ (document.getElementById(`pk-${name}`));
    const input = /** @type {HTMLInputElement} */ (part("search-field"));
    const facets = /** @type {HTMLDetailsElement} */ (part("facets"));
    const status = part("search-status"),
      list = part("hits"),
      more = part("more"),
      empty = part("empty"),
      pages = part("pages"),
      cards = part("cards"),
      apart = part("apart"),
      partial = part("partial"),
      skip = part("skip"),
      morePartial = part("more-partial");
    /** @type {Record<string, Set<string>>} */
    const chosen = Object.fromEntries(FACETS.map((name) => [name, new Set()]));
    const { hint, failed } = section.dataset;
    let found = NOTHING;
    const usual = document.title;
    /** The hits that pass the facets. @type {Hit[]} */
    let kept = [];
    /** In how many hits each group is. @type {Map<number, number>} */
    let tally = new Map();
    let showCounty = () => {};
    let latest = 0,
      drawn = 0,
      behind = 0,
      behindPartial = 0,
      timer = 0;

    /** Tells afterwards whether other hits are being shown by then. @type {() => () => boolean} */
    const begun = () => {
      const at = [latest, drawn];
      return () => at[0] !== latest || at[1] !== drawn;
    };

    const restore = () => {
      // A page from the disk may not be allowed another address than its own; behind # it is.
      const asked = new URLSearchParams(
        location.hash.includes("q=") ? location.hash.slice(1) : location.search,
      );
      input.value = asked.get("q") || "";
      for (const name of FACETS) chosen[name] = new Set(asked.getAll(name));
    };
    const remember = () => {
      const asked = new URLSearchParams();
      if (input.value) asked.set("q", input.value);
      for (const name of FACETS) for (const value of chosen[name]) asked.append(name, value);
      const said = String(asked);
      document.title = input.value
        ? say("titled", { query: input.value, title: section.dataset.title ?? "" })
        : usual;
      try {
        history.replaceState(null, "", `${location.pathname}${said ? `?${said}` : ""}`);
      } catch {
        location.replace(`#${said}`);
      }
    };
    // All that the facets ask is told by the policy and by whether there is a requirement: a group of hits.
    /** @type {(unit: number) => number} */
    const groupOf = (unit) => 2 * search.policyOf[unit] + search.checked[unit];
    /** @type {(name: string, group: number) => Facet[]} */
    const valuesIn = (name, group) => valuesOf[name](search.head.policies[Math.floor(group / 2)], group % 2);
    /** @type {(group: number, except?: string) => boolean} */
    const passes = (group, except) =>
      FACETS.every(
        (name) =>
          name === except ||
          !chosen[name].size ||
          valuesIn(name, group).some(([value]) => chosen[name].has(value)),
      );
    /** @type {(hits: Hit[]) => Map<number, number>} */
    const tallied = (hits) => {
      const counts = new Map();
      for (const { unit } of hits) counts.set(groupOf(unit), (counts.get(groupOf(unit)) || 0) + 1);
      return counts;
    };
    /** @type {(hits: Hit[]) => Hit[]} */
    const filtered = (hits) => {
      if (!FACETS.some((name) => chosen[name].size)) return hits;
      const passing = new Set([...tallied(hits).keys()].filter((group) => passes(group)));
      return hits.filter(({ unit }) => passing.has(groupOf(unit)));
    };

    // Of the divisions those are offered that have policies of their own or lie over several; all hits are in
    // the nation.
    /** @type {(counts: Map<string, [string, number]>) => (code: string) => boolean} */
    const offered = (counts) => {
      const own = new Set(),
        below = new Map();
      for (const { divisions } of search.head.policies) {
        const chain = divisions.map(([code]) => code).filter((code) => counts.has(code));
        chain.forEach((code, at) => {
          if (!below.has(code)) below.set(code, new Set());
          if (at + 1 < chain.length) below.get(code).add(chain[at + 1]);
        });
        if (chain.length === divisions.length) own.add(chain.at(-1));
      }
      return (code) =>
        chosen.division.has(code) || (code !== NATION && (own.has(code) || below.get(code)?.size > 1));
    };
    /** @type {(code: string, shown: Set<string>) => number} */
    const depth = (code, shown) => {
      const { divisions } = search.head.policies.find((policy) =>
        policy.divisions.some(([one]) => one === code),
      ) || { divisions: [] };
      const above = divisions.slice(
        0,
        divisions.findIndex(([one]) => one === code),
      );
      return above.filter(([one]) => shown.has(one)).length;
    };

    /** @type {Record<string, (one: Counted, other: Counted) => number>} */
    const orders = {
      level: ([one], [other]) => LEVELS.indexOf(one) - LEVELS.indexOf(other),
      division: ([one], [other]) => (one < other ? -1 : 1),
      year: ([one], [other]) => (one < other ? 1 : -1),
    };
    /** @type {(one: Counted, other: Counted) => number} */
    const byCount = ([one, [, few]], [other, [, many]]) => many - few || (one < other ? -1 : 1);

    /** @type {(name: string) => HTMLElement | null} */
    const facet = (name) => {
      const counts = new Map();
      let passing = 0;
      for (const [group, count] of tally) {
        if (!passes(group, name)) continue;
        passing += count;
        for (const [value, label] of valuesIn(name, group)) {
          counts.set(value, [label, (counts.get(value)?.[1] || 0) + count]);
        }
      }
      for (const value of chosen[name]) if (!counts.has(value)) counts.set(value, [value, 0]);
      const shown = name === "division" ? offered(counts) : () => true;
      const entries = [...counts].filter(([value]) => shown(value)).sort(orders[name] || byCount);
      // What all hits have is no choice.
      if (!chosen[name].size && !entries.some(([, [, count]]) => count < passing)) return null;
      const codes = new Set(entries.map(([value]) => value));
      /** @type {(counted: Counted) => HTMLElement} */
      const box = ([value, [label, count]]) =>
        make(
          "label",
          name === "division" ? { class: `pk-depth-${depth(value, codes)}` } : {},
          make("input", {
            type: "checkbox",
            checked: chosen[name].has(value),
            value,
            onchange: (event) => {
              if (event.target.checked) chosen[name].add(value);
              else chosen[name].delete(value);
              refresh(`${name}:${value}`);
            },
            "data-facet": `${name}:${value}`,
          }),
          make("span", {}, label),
          make("span", { class: "pk-count" }, String(count)),
        );
      // What is chosen is always seen; thousands of other policies are listed only for who asks for them.
      const first = entries.filter(([value], at) => at < FACET || chosen[name].has(value));
      const rest = entries.filter((entry) => !first.includes(entry));
      const others = make(
        "details",
        {
          ontoggle: () => {
            if (others.children.length === 1) others.append(...rest.map(box));
          },
        },
        make("summary", {}, say("others", { count: rest.length })),
      );
      return make(
        "fieldset",
        {},
        make("legend", {}, say(name)),
        ...first.map(box),
        ...(rest.length ? [others] : []),
      );
    };

    /** @type {(focus?: string) => void} */
    const showFacets = (focus) => {
      const inside = /** @type {HTMLElement} */ (facets.lastElementChild);
      const any = FACETS.some((name) => chosen[name].size);
      facets.hidden = !tally.size;
      inside.replaceChildren(
        ...(any
          ? [
              make(
                "button",
                {
                  type: "button",
                  class: "pk-clear",
                  onclick: () => {
                    FACETS.forEach((name) => chosen[name].clear());
                    refresh();
                    input.focus();
                  },
                },
                say("clear"),
              ),
            ]
          : []),
        ...FACETS.flatMap((name) => facet(name) ?? []),
      );
      if (focus) [...inside.querySelectorAll("input")].find((box) => box.dataset.facet === focus)?.focus();
    };

    /** @type {(shown: ShownHit[]) => HTMLElement[]} */
    const items = (shown) =>
      shown.map((hit) =>
        make(
          "li",
          { class: hit.normative ? "pk-hit" : "pk-hit pk-hit-beside", "data-clause": hit.id },
          make("a", { class: "pk-hit-title", href: address(hit), lang: language(hit) }, ...heading(hit)),
          make("p", { class: "pk-hit-text", lang: language(hit) }, ...excerpt(hit)),
          make("p", { class: "pk-hit-about" }, ...about(hit)),
        ),
      );

    /** @type {(from: number) => Promise<void>} */
    const showHits = async (from) => {
      const isOld = begun();
      if (!from) list.setAttribute("aria-busy", "true");
      // The first ones are shown while the texts of the others are loaded.
      const { shown, place } = await search.next(found, kept, from, from ? PAGE : FIRST);
      if (isOld()) return;
      behind = place;
      const made = items(shown);
      if (from) list.append(...made);
      else list.replaceChildren(...made);
      if (!from && place < kept.length) {
        const rest = await search.next(found, kept, place, PAGE - shown.length);
        if (isOld()) return;
        behind = rest.place;
        made.push(...items(rest.shown));
        list.replaceChildren(...made);
      }
      list.removeAttribute("aria-busy");
      more.hidden = kept.length <= behind;
      if (from && made.length) made[0].querySelector("a")?.focus();
      if (!from && !made.length && found.hits.length && more.hidden && !found.cards.length) {
        status.textContent = say("none", { query: input.value });
        help(input.value);
      }
    };

    // What lacks a word stands apart, each with what it lacks.
    /** @type {(from: number) => Promise<void>} */
    const showPartial = async (from) => {
      const isOld = begun();
      const some = filtered(found.partial);
      const { shown, place } = await search.next(found, some, from, from ? PAGE : APART);
      if (isOld()) return;
      behindPartial = place;
      const made = items(shown);
      if (from) partial.append(...made);
      else partial.replaceChildren(...made);
      apart.hidden = !partial.childElementCount;
      morePartial.hidden = some.length <= place;
      if (from && made.length) made[0].querySelector("a")?.focus();
    };

    // The cards of what passes the facets: only what belongs to one policy can be outside.
    /** @type {() => Promise<Card[]>} */
    const cardsKept = async () => {
      if (!FACETS.some((name) => chosen[name].size)) return found.cards;
      const isOf = new Map(search.head.policies.map(({ id }, at) => [id, at]));
      /** @type {(id: string) => boolean} */
      const isKept = (id) => {
        const at = isOf.get(id.split("/")[0]);
        return at === undefined || passes(2 * at, "check");
      };
      const articles = filtered(found.articles).map(({ unit }) => unit);
      return [
        ...((await search.cards?.first(articles)) ?? []),
        ...found.cards
          .filter(({ kind, id }) => (kind !== "clause" || !found.articles.length) && isKept(id))
          .map((card) => (card.due ? { ...card, due: card.due.filter(([, id]) => isKept(id)) } : card)),
      ];
    };

    // What falls due in the days of a card, the first of it.
    /** @type {(due: SearchDue[], href: string) => HTMLElement} */
    const dueList = (due, href) =>
      make(
        "ul",
        {},
        ...due
          .slice(0, DUE)
          .map(([, , plain, to]) => make("li", {}, make("a", { href: search.root + to }, plain))),
        ...(due.length > DUE && href
          ? [make("li", {}, make("a", { href }, say("due_more", { count: due.length - DUE })))]
          : []),
      );

    /** @type {(shown: Card[]) => void} */
    const showCards = (shown) => {
      cards.replaceChildren(
        ...shown.map((card) => {
          const { href } = cardOf(card);
          const { due } = card;
          const count = due ? [" ", make("span", {}, say("due_count", { count: due.length }))] : [];
          const content = [...cardContent(card), ...count];
          return make(
            "li",
            { class: `pk-card pk-card-${card.kind}`, "data-card": card.id },
            href ? make("a", { href }, ...content) : make("span", {}, ...content),
            ...(due?.length ? [dueList(due, href)] : []),
          );
        }),
      );
    };

    /** @type {(text: string) => void} */
    const help = (text) => {
      const near = found.offers.length ? found.offers : search.head.examples;
      const examples = near.map((word) =>
        make(
          "button",
          {
            type: "button",
            onclick: () => {
              input.value = word;
              update();
              input.focus();
            },
          },
          word,
        ),
      );
      empty.replaceChildren(
        ...(text ? [make("p", {}, say("advice"))] : []),
        make("p", {}, hint ?? ""),
        ...(examples.length
          ? [
              make(
                "p",
                { class: "pk-examples" },
                `${say(found.offers.length ? "offers" : "examples")}：`,
                ...examples,
              ),
            ]
          : []),
      );
      empty.hidden = false;
    };

    /** @type {(focus?: string) => Promise<void>} */
    const refresh = async (focus) => {
      drawn += 1;
      const isOld = begun();
      remember();
      if (chosen.status.size) await search.needStandings();
      if (isOld()) return;
      const named = await cardsKept();
      if (isOld()) return;
      tally = tallied(found.hits.length ? found.hits : found.articles);
      kept = filtered(found.hits);
      const text = input.value;
      const mended = found.mended.map(([wrong, word]) => say("mended", { wrong, word })).join("");
      const some = found.hits.length || found.partial.length || named.length;
      const others = filtered(found.partial).length;
      const isNamed = !found.hits.length && !found.partial.length;
      const all = isNamed ? say("cards_only", { count: named.length }) : counted(found, kept);
      status.textContent = some
        ? `${mended}${all}${others ? `，${say("apart", { count: others })}` : ""}`
        : say("none", { query: text });
      if (kept.length || others || named.length) empty.hidden = true;
      else help(text);
      showCards(named);
      pages.replaceChildren(
        ...pagesFor(text).map(([href, title]) =>
          make("li", {}, make("a", { href: search.root + href }, title)),
        ),
      );
      showCounty();
      await showHits(0);
      await search.needStandings();
      if (isOld()) return;
      showFacets(focus);
      await showPartial(0);
      if (!isOld()) skip.hidden = !stopsOf().length;
    };

    const update = async () => {
      latest += 1;
      const turn = latest;
      const text = input.value;
      try {
        if (!text.trim()) {
          await search.open();
          if (turn !== latest) return;
          found = NOTHING;
          kept = [];
          status.textContent = "";
          list.replaceChildren();
          list.removeAttribute("aria-busy");
          pages.replaceChildren();
          cards.replaceChildren();
          partial.replaceChildren();
          more.hidden = facets.hidden = apart.hidden = skip.hidden = true;
          remember();
          showCounty();
          help("");
          return;
        }
        const answer = await search.find(text);
        if (turn !== latest) return;
        found = answer;
        await refresh();
      } catch {
        list.removeAttribute("aria-busy");
        status.textContent = failed ?? "";
      }
    };

    // One click for it, and one back to all.
    const turn = make("button", {
      type: "button",
      class: "link-button",
      onclick: () => {
        const isNarrow = chosen.county.has("yes");
        if (isNarrow) chosen.county.clear();
        else chosen.county.add("yes");
        refresh();
      },
    });
    const bar = make("p", { class: "county-bar", hidden: true }, turn, " ", policykitCounty.changeButton());
    status.after(bar);
    showCounty = () => {
      const county = policykitCounty.current();
      turn.hidden = !county;
      bar.hidden = !input.value.trim();
      const { words, fill } = policykitCounty;
      turn.textContent = county
        ? chosen.county.has("yes")
          ? words.all
          : fill(words.search, { name: county.name })
        : "";
    };
    policykitCounty.onChoice((county) => {
      if (!county) chosen.county.clear();
      showCounty();
      if (input.value.trim() && found !== NOTHING) refresh();
    });
    facets.open = matchMedia("(min-width: 60rem)").matches;
    input.addEventListener("input", (event) => {
      if (event.isComposing) return;
      clearTimeout(timer);
      timer = window.setTimeout(update, PAUSE);
    });
    input.addEventListener("compositionend", () => {
      clearTimeout(timer);
      timer = window.setTimeout(update, PAUSE);
    });
    /** All that was found, cards first. @type {() => HTMLElement[]} */
    const stopsOf = () => [cards, pages, list, partial].flatMap((one) => [...one.querySelectorAll("a")]);
    // From the field through all of it, and back; the link behind the field passes over the filters.
    skip.addEventListener("click", (event) => {
      event.preventDefault();
      stopsOf()[0]?.focus();
    });
    section.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && document.activeElement !== input) {
        event.preventDefault();
        input.focus();
      }
      if (event.isComposing || (event.key !== "ArrowDown" && event.key !== "ArrowUp")) return;
      const stops = [input, ...stopsOf()];
      const at = stops.findIndex((one) => one === document.activeElement);
      const to = stops[at + (event.key === "ArrowDown" ? 1 : -1)];
      if (at < 0 || !to) return;
      event.preventDefault();
      to.focus();
    });
    section.querySelector("form")?.addEventListener("submit", (event) => {
      event.preventDefault();
      clearTimeout(timer);
      update();
    });
    more.addEventListener("click", () => showHits(behind));
    morePartial.addEventListener("click", () => showPartial(behindPartial));
    addEventListener("popstate", () => {
      restore();
      update();
    });
    restore();
    update();
    if (!location.hash) input.focus({ preventScroll: true });
  };

  // --- where a page has a place for it; an icon, Ctrl+K and "/" lead to its field -------------------------

  const place = document.getElementById("pk-search");
  if (place) searchPage(place);
  for (const form of document.querySelectorAll("form.site-search"))
    attach(/** @type {HTMLFormElement} */ (form));

  /** @type {(element: EventTarget | null) => boolean} */
  const editing = (element) =>
    element instanceof HTMLElement &&
    (element.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName));
  // Beside the page, under it and in a closed dialog a field is there and not seen.
  /** @type {(input: Element) => boolean} */
  const seen = (input) => {
    const box = input.getBoundingClientRect();
    return (
      box.width > 0 &&
      box.right > 0 &&
      box.left < innerWidth &&
      getComputedStyle(input).visibility === "visible"
    );
  };
  const dialog = /** @type {HTMLDialogElement | null} */ (document.getElementById("pst-search-dialog"));
  for (const icon of document.querySelectorAll(".search-button"))
    icon.addEventListener("click", () => {
      if (dialog && !dialog.open) dialog.showModal();
      dialog?.querySelector("input")?.focus();
    });
  const lead = () => {
    /** @type {NodeListOf<HTMLInputElement>} */
    const fields = document.querySelectorAll("#pk-search input, form.site-search input");
    const shown = [...fields].find(seen);
    if (!shown && dialog && !dialog.open) dialog.showModal();
    const input = shown || dialog?.querySelector("input");
    input?.focus();
    input?.select();
  };
  // Before the theme's own keys, which look for a field that may not be shown.
  addEventListener(
    "keydown",
    (event) => {
      const control =
        (event.ctrlKey || event.metaKey) &&
        !event.altKey &&
        !event.shiftKey &&
        event.key.toLowerCase() === "k";
      const slash =
        event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !editing(event.target);
      if (!control && !slash) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      lead();
    },
    true,
  );
})();
