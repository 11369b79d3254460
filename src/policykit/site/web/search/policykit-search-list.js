// What is shown of a hit, and the list of hits under a search field.
policykitSearchModules.list = (() => {
  "use strict";

  const search = policykitSearch;
  const LISTED = 8,
    CARDS = 4,
    PAUSE = 60;

  const { make } = policykitElements;
  /** @type {(name: string, values?: Record<string, string | number>) => string} */
  const say = (name, values = {}) =>
    search.head.wordsOfPage[name].replace(/\{(\w+)\}/g, (_, key) => String(values[key]));

  /** @type {(found: Found, hits: Hit[]) => string} */
  const counted = (found, hits) => {
    if (!found.sure) return say("most", { count: hits.length });
    return hits.length === found.hits.length
      ? say("found", { count: hits.length })
      : say("filtered", { count: hits.length, all: found.hits.length });
  };

  // --- what is shown of a hit ------------------------------------------------------------------------

  /** @type {(chars: string[], marks: Marked[], start: number, end: number) => Child[]} */
  const withMarks = (chars, marks, start, end) => {
    /** @type {Child[]} */
    const parts = [];
    let at = start;
    for (const [from, to] of marks) {
      if (to <= start || from >= end) continue;
      const first = Math.max(from, start),
        last = Math.min(to, end);
      parts.push(chars.slice(at, first).join(""), make("mark", {}, chars.slice(first, last).join("")));
      at = last;
    }
    parts.push(chars.slice(at, end).join(""));
    return parts.filter((part) => part !== "");
  };

  // What leads to a card's thing; its title, kind, and of a place the policies that hold there.
  /** @type {(card: Card) => { href: string, title: string, kind: string, about: string }} */
  const cardOf = ({ kind, id, title, href, policies }) => {
    const titles = new Map(search.head.policies.map((policy) => [policy.id, policy.title]));
    const [first, last] = id.split("..");
    const policy = search.head.policies.find((one) => `${id}/`.startsWith(`${one.id}/`));
    return {
      href: href && search.root + href,
      title: kind === "due" ? say(first === last ? "due_day" : "due_list", { first, last }) : title,
      kind: say(`${kind}_card`),
      about:
        kind === "place"
          ? policies.map((one) => titles.get(one)).join(" · ")
          : kind === "policy" || !policy
            ? ""
            : policy.title,
    };
  };
  // That a policy is not in force on the reader's day.
  /** @type {(policy: SearchPolicy | undefined) => Child[]} */
  const lapsed = (policy) => {
    const { today } = policykitCounty;
    const [, status, label] = policy?.standing.filter(([from]) => from <= today).at(-1) ?? [];
    const isOut = ["expired", "repealed", "not_yet"].includes(status ?? "");
    return isOut ? [" ", make("span", { class: "pk-lapsed" }, label ?? "")] : [];
  };

  /** @type {(card: Card) => Child[]} */
  const cardContent = (card) => {
    const { title, kind, about: more } = cardOf(card);
    return [
      make("span", { class: "pk-kind" }, kind),
      " ",
      make("bdi", { class: "pk-hit-title" }, title),
      ...lapsed(search.head.policies.find((one) => one.id === card.id.split("/")[0])),
      ...(more ? [" ", make("bdi", { class: "pk-path" }, more)] : []),
    ];
  };

  // The sentence that says most of what was found.
  /** @type {(hit: ShownHit) => Child[]} */
  const excerpt = ({ text, textMarks, snippet: [start, end] }) => {
    const chars = Array.from(text);
    return [start > 0 ? "…" : "", ...withMarks(chars, textMarks, start, end), end < chars.length ? "…" : ""];
  };

  /** @type {(hit: ShownHit) => Child[]} */
  const heading = (hit) => {
    const chars = Array.from(hit.heading);
    return [
      make("span", { class: "pk-label" }, hit.label),
      ...(chars.length ? [" ", ...withMarks(chars, hit.headingMarks, 0, chars.length)] : []),
    ];
  };

  /** @type {(hit: ShownHit) => Child[]} */
  const about = (hit) => {
    const [level, name] = hit.policy.level;
    const path = [hit.policy.title, ...hit.sections].join(" › ");
    return [
      make("span", { class: `level level-${level}` }, name),
      " ",
      make("bdi", { class: "pk-path" }, path),
      ...lapsed(hit.policy),
      ...(hit.normative ? [] : [" ", make("span", { class: "pk-beside" }, say("beside"))]),
      ...(hit.checked ? [" ", make("span", { class: "pk-checked" }, say("checked"))] : []),
      ...(hit.missing.length
        ? [" ", make("span", { class: "pk-lacking" }, say("lacking", { words: hit.missing.join("、") }))]
        : []),
    ];
  };

  /** @type {(hit: ShownHit) => string} */
  const address = (hit) => search.root + hit.href;
  /** @type {(hit: ShownHit) => string} */
  const language = (hit) => (hit.policy.traditional ? "zh-Hant" : "zh-CN");

  // Pages that are no policies, by their titles.
  /** @type {(text: string) => [string, string][]} */
  const pagesFor = (text) => {
    const words = search.writing.key(text).split(" ").filter(Boolean);
    if (!words.length) return [];
    return search.head.pages
      .filter(([, title]) => words.every((word) => search.writing.key(title).includes(word)))
      .slice(0, 3);
  };

  // --- the list under a search field -------------------------------------------------------------------

  let lists = 0;

  /** @type {(form: HTMLFormElement) => void} */
  const attach = (form) => {
    /** @type {HTMLInputElement | null} */
    const input = form.querySelector("input[type=search]");
    if (!input) return;
    lists += 1;
    const id = `pk-list-${lists}`;
    const list = make("ul", {
      id,
      role: "listbox",
      class: "pk-list",
      hidden: true,
      "aria-label": input.getAttribute("aria-label"),
    });
    const status = make("p", { class: "pk-hidden", role: "status", "aria-live": "polite" });
    for (const [name, value] of Object.entries({
      role: "combobox",
      "aria-autocomplete": "list",
      "aria-expanded": "false",
      "aria-controls": id,
    }))
      input.setAttribute(name, value);
    form.append(list, status);
    let latest = 0,
      active = -1,
      timer = 0;

    const close = () => {
      list.hidden = true;
      active = -1;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    };
    const place = () => {
      // In a dialog and in a page the list is part of the flow; beside a page it would be cut off.
      if (form.closest("dialog, .pk-searchbox")) return;
      const box = input.getBoundingClientRect();
      const width = Math.min(560, window.innerWidth - 24);
      Object.assign(list.style, {
        position: "fixed",
        top: `${box.bottom + 4}px`,
        left: `${Math.max(12, Math.min(box.left, window.innerWidth - width - 12))}px`,
        width: `${width}px`,
      });
    };
    /** @type {(at: number) => void} */
    const choose = (at) => {
      const options = [...list.children];
      active = (at + options.length) % options.length;
      options.forEach((element, nth) => element.setAttribute("aria-selected", String(nth === active)));
      input.setAttribute("aria-activedescendant", options[active].id);
      options[active].scrollIntoView({ block: "nearest" });
    };
    /** @type {(at: number, href: string, ...content: Child[]) => HTMLElement} */
    const option = (at, href, ...content) => {
      const link = make("a", { href, tabindex: "-1" }, ...content);
      return make("li", { id: `${id}-${at}`, role: "option", "aria-selected": "false" }, link);
    };
    const update = async () => {
      latest += 1;
      const turn = latest;
      const text = input.value;
      if (!text.trim()) {
        status.textContent = "";
        close();
        return;
      }
      try {
        const found = await search.find(text);
        const listed = found.hits.length ? found.hits : found.partial;
        const { shown } = await search.next(found, listed, 0, LISTED - Math.min(CARDS, found.cards.length));
        if (turn !== latest) return;
        /** @type {[string, ...Child[]][]} */
        const entries = found.cards
          .filter(({ href }) => href)
          .slice(0, CARDS)
          .map((card) => [cardOf(card).href, ...cardContent(card)]);
        for (const [href, title] of pagesFor(text))
          entries.push([search.root + href, make("span", { class: "pk-hit-title" }, title)]);
        for (const hit of shown) {
          entries.push([
            address(hit),
            make("span", { class: "pk-hit-title", lang: language(hit) }, ...heading(hit)),
            make("span", { class: "pk-hit-text", lang: language(hit) }, ...excerpt(hit)),
            make("span", { class: "pk-hit-about" }, ...about(hit)),
          ]);
        }
        const any = shown.length > 0 || found.cards.length > 0;
        const said = any ? counted(found, found.hits) : say("none", { query: text });
        const all = `${form.action.split("?")[0]}?q=${encodeURIComponent(text)}`;
        entries.push([
          all,
          make(
            "span",
            { class: "pk-all" },
            any ? say("all", { count: found.hits.length }) : `${said}。${say("advice")}`,
          ),
        ]);
        list.replaceChildren(...entries.map(([href, ...content], at) => option(at, href, ...content)));
        status.textContent = said;
        active = -1;
        input.removeAttribute("aria-activedescendant");
        list.hidden = false;
        input.setAttribute("aria-expanded", "true");
        place();
      } catch {
        close();
      }
    };
    const soon = () => {
      clearTimeout(timer);
      timer = window.setTimeout(update, PAUSE);
    };
    input.addEventListener("focus", () => search.open().catch(() => {}));
    input.addEventListener("input", (event) => {
      if (!event.isComposing) soon();
    });
    input.addEventListener("compositionend", soon);
    input.addEventListener("keydown", (event) => {
      if (event.isComposing || list.hidden) return;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        choose(active < 0 && event.key === "ArrowUp" ? -1 : active + (event.key === "ArrowDown" ? 1 : -1));
      } else if (event.key === "Enter" && active >= 0) {
        event.preventDefault();
        list.children[active].querySelector("a")?.click();
      } else if (event.key === "Escape") {
        event.preventDefault();
        event.stopPropagation();
        close();
      }
    });
    form.addEventListener("focusout", (event) => {
      if (!form.contains(/** @type {Node | null} */ (event.relatedTarget))) setTimeout(close, 150);
    });
    list.addEventListener("mousedown", (event) => event.preventDefault());
    // A link to another clause of this page closes the box instead of loading anything.
    list.addEventListener("click", (event) => {
      if (!(event.target instanceof Element && event.target.closest("a"))) return;
      close();
      form.closest("dialog")?.close();
    });
    addEventListener("resize", () => {
      if (!list.hidden) place();
    });
  };

  return {
    PAUSE,
    make,
    say,
    counted,
    excerpt,
    heading,
    about,
    address,
    language,
    pagesFor,
    attach,
    cardOf,
    cardContent,
  };
})();
