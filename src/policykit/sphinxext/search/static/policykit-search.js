// The search page, and the list of hits under every other search field; "/" leads to the field.
(() => {
  "use strict";

  const search = window.policykitSearch;
  const PAGE = 20, LISTED = 7, FACET = 8, EXCERPT = 110, PAUSE = 60;
  const FACETS = ["level", "division", "issuer", "year", "policy", "check"];

  const make = (tag, attributes = {}, ...children) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
      else if (value === true) element.setAttribute(name, "");
      else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, value);
    }
    element.append(...children);
    return element;
  };
  const say = (name, values = {}) =>
    search.head.wordsOfPage[name].replace(/\{(\w+)\}/g, (_, key) => String(values[key]));

  // --- what is shown of a hit ------------------------------------------------------------------------

  const withMarks = (chars, marks, start, end) => {
    const parts = [];
    let at = start;
    for (const [from, to] of marks) {
      if (to <= start || from >= end) continue;
      const first = Math.max(from, start), last = Math.min(to, end);
      parts.push(chars.slice(at, first).join(""), make("mark", {}, chars.slice(first, last).join("")));
      at = last;
    }
    parts.push(chars.slice(at, end).join(""));
    return parts.filter((part) => part !== "");
  };

  // The stretch of a text that shows most of what was found.
  const excerpt = (text, marks) => {
    const chars = Array.from(text);
    let start = 0, most = -1;
    for (const [from] of marks) {
      const first = Math.max(0, Math.min(from - 12, chars.length - EXCERPT));
      const shown = marks.reduce((sum, [one, other]) => sum + Math.max(0, Math.min(other, first + EXCERPT) - Math.max(one, first)), 0);
      if (shown > most) [start, most] = [first, shown];
    }
    const end = Math.min(chars.length, start + EXCERPT);
    return [start > 0 ? "…" : "", ...withMarks(chars, marks, start, end), end < chars.length ? "…" : ""];
  };

  const heading = (hit) => {
    const chars = Array.from(hit.heading);
    return [make("span", { class: "pk-label" }, hit.label), ...(chars.length ? [" ", ...withMarks(chars, hit.headingMarks, 0, chars.length)] : [])];
  };

  const about = (hit) => {
    const [level, name] = hit.policy.level;
    const path = [hit.policy.title, ...hit.sections].join(" › ");
    return [
      make("span", { class: `level level-${level}` }, name), " ", make("bdi", { class: "pk-path" }, path),
      ...(hit.normative ? [] : [" ", make("span", { class: "pk-beside" }, say("beside"))]),
      ...(hit.checked ? [" ", make("span", { class: "pk-checked" }, say("checked"))] : []),
    ];
  };

  const address = (hit) => search.root + hit.href;
  const language = (hit) => (hit.policy.traditional ? "zh-Hant" : "zh-CN");

  // Pages that are no policies, by their titles.
  const pagesFor = (text) => {
    const words = search.writing.key(text).split(" ").filter(Boolean);
    if (!words.length) return [];
    return search.head.pages.filter(([, title]) => words.every((word) => search.writing.key(title).includes(word))).slice(0, 3);
  };

  // --- the list under a search field -------------------------------------------------------------------

  let lists = 0;

  const attach = (form) => {
    const input = form.querySelector("input[type=search]");
    if (!input) return;
    lists += 1;
    const id = `pk-list-${lists}`;
    const list = make("ul", { id, role: "listbox", class: "pk-list", hidden: true, "aria-label": input.getAttribute("aria-label") });
    const status = make("p", { class: "pk-hidden", role: "status", "aria-live": "polite" });
    for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": id })) input.setAttribute(name, value);
    form.append(list, status);
    let latest = 0, active = -1, timer;

    const close = () => {
      list.hidden = true;
      active = -1;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    };
    const place = () => {
      if (form.closest("dialog")) return;
      const box = input.getBoundingClientRect();
      const width = Math.min(560, window.innerWidth - 24);
      Object.assign(list.style, { position: "fixed", top: `${box.bottom + 4}px`, left: `${Math.max(12, Math.min(box.left, window.innerWidth - width - 12))}px`, width: `${width}px` });
    };
    const choose = (at) => {
      const options = [...list.children];
      active = (at + options.length) % options.length;
      options.forEach((option, place) => option.setAttribute("aria-selected", String(place === active)));
      input.setAttribute("aria-activedescendant", options[active].id);
      options[active].scrollIntoView({ block: "nearest" });
    };
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
        const shown = await search.show(found.hits.slice(0, LISTED), found.wanted);
        if (turn !== latest) return;
        const entries = pagesFor(text).map(([href, title]) => [search.root + href, make("span", { class: "pk-hit-title" }, title)]);
        for (const hit of shown) {
          entries.push([address(hit),
            make("span", { class: "pk-hit-title", lang: language(hit) }, ...heading(hit)),
            make("span", { class: "pk-hit-text", lang: language(hit) }, ...excerpt(hit.text, hit.textMarks)),
            make("span", { class: "pk-hit-about" }, ...about(hit))]);
        }
        const said = found.hits.length ? say("found", { count: found.hits.length }) : say("none", { query: text });
        const all = `${form.action.split("?")[0]}?q=${encodeURIComponent(text)}`;
        entries.push([all, make("span", { class: "pk-all" }, found.hits.length ? say("all", { count: found.hits.length }) : `${said}。${say("advice")}`)]);
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
      timer = setTimeout(update, PAUSE);
    };
    input.addEventListener("focus", () => search.open().catch(() => {}));
    input.addEventListener("input", (event) => { if (!event.isComposing) soon(); });
    input.addEventListener("compositionend", soon);
    input.addEventListener("keydown", (event) => {
      if (event.isComposing || list.hidden) return;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        choose(active < 0 && event.key === "ArrowUp" ? -1 : active + (event.key === "ArrowDown" ? 1 : -1));
      } else if (event.key === "Enter" && active >= 0) {
        event.preventDefault();
        list.children[active].firstChild.click();
      } else if (event.key === "Escape") {
        event.preventDefault();
        event.stopPropagation();
        close();
      }
    });
    form.addEventListener("focusout", (event) => { if (!form.contains(event.relatedTarget)) setTimeout(close, 150); });
    list.addEventListener("mousedown", (event) => event.preventDefault());
    // A link to another clause of this page closes the box instead of loading anything.
    list.addEventListener("click", (event) => {
      if (!event.target.closest("a")) return;
      close();
      form.closest("dialog")?.close();
    });
    addEventListener("resize", () => { if (!list.hidden) place(); });
  };

  // --- the search page -------------------------------------------------------------------------------------

  const valuesOf = {
    level: (policy) => [policy.level],
    division: (policy) => [policy.division],
    issuer: (policy) => (policy.issuers.length ? policy.issuers.map((name) => [name, name]) : [["", say("unknown")]]),
    year: (policy) => [policy.year ? [String(policy.year), say("year_of", { year: policy.year })] : ["", say("unknown")]],
    policy: (policy) => [[policy.id, policy.title]],
    check: (_, unit) => [search.checked[unit] ? ["yes", say("checked")] : ["no", say("unchecked")]],
  };

  const searchPage = (section) => {
    const part = (name) => section.querySelector(`#pk-${name}`);
    const input = part("search-field"), status = part("search-status"), list = part("hits"), more = part("more");
    const facets = part("facets"), empty = part("empty"), pages = part("pages");
    const chosen = Object.fromEntries(FACETS.map((name) => [name, new Set()]));
    let latest = 0, found = null, kept = [], timer;

    const restore = () => {
      const asked = new URLSearchParams(location.search);
      input.value = asked.get("q") || "";
      for (const name of FACETS) chosen[name] = new Set(asked.getAll(name));
    };
    const remember = () => {
      const asked = new URLSearchParams();
      if (input.value) asked.set("q", input.value);
      for (const name of FACETS) for (const value of chosen[name]) asked.append(name, value);
      try {
        history.replaceState(null, "", `${location.pathname}${asked.size || [...asked].length ? `?${asked}` : ""}`);
      } catch {
        // A page from the disk may not be allowed to change its address.
      }
    };
    const passes = (unit, except) => FACETS.every((name) => name === except || !chosen[name].size
      || valuesOf[name](search.head.policies[search.policyOf[unit]], unit).some(([value]) => chosen[name].has(value)));

    const facet = (name) => {
      const counts = new Map();
      for (const { unit } of found.hits) {
        if (!passes(unit, name)) continue;
        for (const [value, label] of valuesOf[name](search.head.policies[search.policyOf[unit]], unit)) {
          counts.set(value, [label, (counts.get(value)?.[1] || 0) + 1]);
        }
      }
      for (const value of chosen[name]) if (!counts.has(value)) counts.set(value, [value, 0]);
      if (counts.size < 2 && !chosen[name].size) return null;
      const order = name === "level" ? ["national", "provincial", "prefecture", "county"] : null;
      const entries = [...counts].sort(([one, [, few]], [other, [, many]]) =>
        order ? order.indexOf(one) - order.indexOf(other) : name === "year" ? (one < other ? 1 : -1) : many - few || (one < other ? -1 : 1));
      const boxes = entries.map(([value, [label, count]]) => make("label", {},
        make("input", { type: "checkbox", checked: chosen[name].has(value), value, onchange: (event) => {
          if (event.target.checked) chosen[name].add(value);
          else chosen[name].delete(value);
          refresh(`${name}:${value}`);
        }, "data-facet": `${name}:${value}` }),
        make("span", {}, label), make("span", { class: "pk-count" }, String(count))));
      const rest = boxes.splice(FACET);
      return make("fieldset", {}, make("legend", {}, say(name)), ...boxes,
        ...(rest.length ? [make("details", {}, make("summary", {}, say("others", { count: rest.length })), ...rest)] : []));
    };

    const showFacets = (focus) => {
      const inside = facets.querySelector("div");
      const any = FACETS.some((name) => chosen[name].size);
      facets.hidden = !found.hits.length;
      inside.replaceChildren(
        ...(any ? [make("button", { type: "button", class: "pk-clear", onclick: () => { FACETS.forEach((name) => chosen[name].clear()); refresh(); input.focus(); } }, say("clear"))] : []),
        ...FACETS.map(facet).filter(Boolean));
      if (focus) [...inside.querySelectorAll("input")].find((box) => box.dataset.facet === focus)?.focus();
    };

    const showHits = async (from) => {
      const turn = latest;
      const shown = await search.show(kept.slice(from, from + PAGE), found.wanted);
      if (turn !== latest) return;
      const items = shown.map((hit) => make("li", { class: hit.normative ? "pk-hit" : "pk-hit pk-hit-beside", "data-clause": hit.id },
        make("a", { class: "pk-hit-title", href: address(hit), lang: language(hit) }, ...heading(hit)),
        make("p", { class: "pk-hit-text", lang: language(hit) }, ...excerpt(hit.text, hit.textMarks)),
        make("p", { class: "pk-hit-about" }, ...about(hit))));
      if (from) list.append(...items);
      else list.replaceChildren(...items);
      more.hidden = kept.length <= from + PAGE;
      if (from) items[0].querySelector("a").focus();
    };

    const help = (text) => {
      const examples = search.head.examples.map((word) =>
        make("button", { type: "button", onclick: () => { input.value = word; update(); input.focus(); } }, word));
      empty.replaceChildren(
        ...(text ? [make("p", {}, say("advice"))] : []), make("p", {}, section.dataset.hint),
        ...(examples.length ? [make("p", { class: "pk-examples" }, `${say("examples")}：`, ...examples)] : []));
      empty.hidden = false;
    };

    const refresh = async (focus) => {
      remember();
      kept = found.hits.filter(({ unit }) => passes(unit));
      const text = input.value;
      const count = kept.length === found.hits.length ? say("found", { count: kept.length }) : say("filtered", { count: kept.length, all: found.hits.length });
      const mended = found.mended.map(([wrong, word]) => say("mended", { wrong, word })).join("");
      status.textContent = found.hits.length ? `${mended}${count}` : say("none", { query: text });
      if (kept.length) empty.hidden = true;
      else help(text);
      pages.replaceChildren(...pagesFor(text).map(([href, title]) => make("li", {}, make("a", { href: search.root + href }, title))));
      showFacets(focus);
      await showHits(0);
    };

    const update = async () => {
      latest += 1;
      const turn = latest;
      const text = input.value;
      try {
        if (!text.trim()) {
          await search.open();
          if (turn !== latest) return;
          found = { hits: [], wanted: [], mended: [] };
          kept = [];
          status.textContent = "";
          list.replaceChildren();
          pages.replaceChildren();
          more.hidden = facets.hidden = true;
          remember();
          help("");
          return;
        }
        const answer = await search.find(text);
        if (turn !== latest) return;
        found = answer;
        await refresh();
      } catch {
        status.textContent = section.dataset.failed;
      }
    };

    facets.open = matchMedia("(min-width: 60rem)").matches;
    input.addEventListener("input", (event) => {
      if (event.isComposing) return;
      clearTimeout(timer);
      timer = setTimeout(update, PAUSE);
    });
    input.addEventListener("compositionend", () => { clearTimeout(timer); timer = setTimeout(update, PAUSE); });
    input.addEventListener("keydown", (event) => {
      if (event.key === "ArrowDown" && !event.isComposing && list.firstChild) {
        event.preventDefault();
        list.querySelector("a").focus();
      }
    });
    list.addEventListener("keydown", (event) => {
      if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
      const links = [...list.querySelectorAll("a")];
      const at = links.indexOf(document.activeElement) + (event.key === "ArrowDown" ? 1 : -1);
      event.preventDefault();
      (at < 0 ? input : links[Math.min(at, links.length - 1)]).focus();
    });
    section.querySelector("form").addEventListener("submit", (event) => {
      event.preventDefault();
      clearTimeout(timer);
      update();
    });
    more.addEventListener("click", () => showHits(list.children.length));
    addEventListener("popstate", () => { restore(); update(); });
    restore();
    update();
    if (!location.hash) input.focus({ preventScroll: true });
  };

  // --- where they are ------------------------------------------------------------------------------------------

  const section = document.getElementById("pk-search");
  if (section) searchPage(section);
  document.querySelectorAll("form.site-search").forEach(attach);

  const editing = (element) => element.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName);
  // Beside the page, under it and in a closed dialog a field is there and not seen.
  const seen = (input) => {
    const box = input.getBoundingClientRect();
    return box.width > 0 && box.right > 0 && box.left < innerWidth && getComputedStyle(input).visibility === "visible";
  };
  const lead = () => {
    const dialog = document.getElementById("pst-search-dialog");
    const shown = [...document.querySelectorAll("#pk-search input, form.site-search input")].find(seen);
    if (!shown && dialog && !dialog.open) dialog.showModal();
    const input = shown || dialog?.querySelector("input");
    input?.focus();
    input?.select();
  };
  // Before the theme's own keys, which look for a field that may not be shown.
  addEventListener("keydown", (event) => {
    const control = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "k";
    const slash = event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !editing(event.target);
    if (!control && !slash) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    lead();
  }, true);
})();
