// Copies a citation with its address, opens the fold that a link leads into, and says what is in force today.
(() => {
  "use strict";

  /** What the page says, from the attribute of this script. */
  /** @type {Record<"copied" | "refused" | "any" | "printed", string>
   *   & { tools: Record<"link" | "cite" | "copy" | "before" | "after", string> }
   *   & { filters: Record<string, string>, further: Record<"address" | "day", string> }} */
  const words = JSON.parse(document.currentScript?.dataset.words ?? "{}");

  /** @type {(clause: string) => string} */
  const address = (clause) => {
    /** @type {HTMLLinkElement | null} */
    const canonical = document.querySelector('link[rel="canonical"]');
    const own = location.protocol === "file:" ? "" : location.href.replace(/#.*/, "");
    const page = canonical ? canonical.href : own;
    const anchor = clause.includes("/") ? "#c-" + clause.split("/").slice(1).join("-") : "";
    return page ? page + anchor : clause;
  };

  /** @type {(text: string) => Promise<boolean>} */
  const copy = async (text) => {
    if (navigator.clipboard && window.isSecureContext) {
      try {
        await navigator.clipboard.writeText(text);
        return true;
      } catch {
        // Refused: the old way below asks nobody.
      }
    }
    const field = document.createElement("textarea");
    field.value = text;
    field.style.cssText = "position:fixed;opacity:0";
    document.body.append(field);
    field.select();
    const done = document.execCommand("copy");
    field.remove();
    return done;
  };

  const toast = document.createElement("div");
  toast.className = "pk-toast";
  toast.setAttribute("role", "status");
  let timer = 0;
  /** @type {(text: string) => void} */
  const say = (text) => {
    toast.textContent = text;
    toast.classList.add("shown");
    clearTimeout(timer);
    timer = window.setTimeout(() => toast.classList.remove("shown"), 3500);
  };

  /** @type {(inside: Element | null) => HTMLDetailsElement | null} */
  const closedAround = (inside) => inside?.closest("details:not([open])") ?? null;

  // What an address names may stand on another part of a page that was cut since: the list of
  // parts tells what each holds.
  /** @type {(anchor: string) => void} */
  const goOn = (anchor) => {
    const place = anchor.replace(/^[ckrs]-/, "").replace(/--.*$/, "");
    // Of what is held the nearest to the place: it, what is above it, or else what is below.
    /** @type {(held: string) => number} */
    const nearness = (held) =>
      `${place}-`.startsWith(`${held}-`) ? held.length + 1 : held.startsWith(`${place}-`) ? 1 : 0;
    const list = document.querySelector("[data-holds]")?.closest("nav");
    const parts = [...(list?.querySelectorAll("[data-holds]") ?? [])];
    const near = parts.map((part) =>
      Math.max(...(part.getAttribute("data-holds") ?? "").split(" ").map(nearness)),
    );
    const most = Math.max(...near, 1);
    // From one of the nearest only a later one is gone to: no two parts lead to each other.
    const here = parts.findIndex((part) => part.hasAttribute("aria-current"));
    const part = parts[near.indexOf(most, near[here] === most ? here + 1 : 0)];
    if (part instanceof HTMLAnchorElement) location.replace(`${part.href.replace(/#.*/, "")}#${anchor}`);
  };
  const openTarget = () => {
    const anchor = decodeURIComponent(location.hash.slice(1));
    const target = document.getElementById(anchor);
    if (!target) {
      if (anchor) goOn(anchor);
      return;
    }
    /** @type {HTMLDetailsElement | null} */
    const inside = target.querySelector(":scope > details.apart");
    if (inside) inside.open = true;
    let closed = closedAround(target);
    if (!closed) return;
    for (; closed; closed = closedAround(closed.parentElement)) closed.open = true;
    target.scrollIntoView();
  };

  // What is done with a clause: only a script can copy, and written with each it was half of a long page.
  /** @type {Map<string, HTMLElement[]>} */
  const rows = new Map();
  for (const tools of document.querySelectorAll(".clause-tools")) {
    if (!(tools instanceof HTMLElement)) continue;
    const row = rows.get(tools.dataset.row ?? "") ?? [];
    row.push(tools);
    rows.set(tools.dataset.row ?? "", row);
  }
  /** @type {(tools: HTMLElement) => HTMLAnchorElement | null} */
  const linkOf = (tools) => tools.querySelector(".clause-link");
  // The place of a clause stands in what its link is called: once is enough on a page of a thousand.
  /** @type {(link: HTMLAnchorElement) => string} */
  const placeOf = (link) => {
    const [lead = "", rest = ""] = words.tools.link.split("{place}");
    const called = link.getAttribute("aria-label") ?? "";
    return called.slice(lead.length, called.length - rest.length);
  };
  /** @type {(tools: HTMLElement | undefined, sign: string, wording: string) => HTMLAnchorElement[]} */
  const stepTo = (tools, sign, wording) => {
    const link = tools && linkOf(tools);
    if (!link) return [];
    const step = document.createElement("a");
    step.className = "clause-step";
    step.href = link.getAttribute("href") ?? "";
    step.textContent = sign;
    step.title = wording.replace("{place}", () => placeOf(link));
    step.setAttribute("aria-label", step.title);
    return [step];
  };
  for (const row of rows.values()) {
    for (const [at, tools] of row.entries()) {
      const link = linkOf(tools);
      if (!link) continue;
      const place = placeOf(link);
      const policy = tools.closest(".policy-text")?.getAttribute("data-cite") ?? "";
      const button = document.createElement("button");
      button.type = "button";
      button.className = "clause-copy";
      button.dataset.cite = policy + (link.dataset.cite ?? place);
      button.dataset.clause = tools.closest("[data-clause]")?.getAttribute("data-clause") ?? "";
      button.setAttribute(
        "aria-label",
        words.tools.copy.replace("{place}", () => place),
      );
      button.textContent = words.tools.cite;
      const above = stepTo(row[at - 1], "↑", words.tools.before);
      link.after(button, ...above, ...stepTo(row[at + 1], "↓", words.tools.after));
    }
  }

  document.addEventListener("click", async (event) => {
    /** @type {HTMLElement | null} */
    const button = event.target instanceof Element ? event.target.closest(".clause-copy") : null;
    if (!button) return;
    const text = `${button.dataset.cite}，${address(button.dataset.clause ?? "")}`;
    const done = await copy(text);
    button.focus();
    say((done ? words.copied : words.refused).replace("{text}", () => text));
  });

  // On paper a page says where it is from and of which day; its place in the site where it has no address.
  const printed = document.createElement("p");
  printed.className = "printed";
  const paper = document.createElement("style");
  paper.media = "print";
  document.head.append(paper);
  /** A text as a style has it. @type {(text: string) => string} */
  const quoted = (text) =>
    `"${text.replace(/[^\p{L}\p{N} ./:-]/gu, (sign) => `\\${sign.codePointAt(0)?.toString(16)} `)}"`;
  const sayPrinted = () => {
    const { title, documentElement } = document;
    const depth = (documentElement.dataset.content_root ?? "").split("../").length;
    const place = decodeURIComponent(location.pathname).split("/").slice(-depth).join("/");
    const isNowhere = !document.querySelector('link[rel="canonical"]') && location.protocol === "file:";
    const where = isNowhere ? place : address("");
    const day = new Date().toLocaleDateString("zh-CN", { year: "numeric", month: "long", day: "numeric" });
    printed.textContent = words.printed
      .replace("{title}", () => title)
      .replace("{address}", () => where)
      .replace("{day}", day);
    // The first page says it in full. A report of the self-check has a page of its own.
    const [left, right] = [words.further.address, words.further.day].map((wording) =>
      quoted(wording.replace("{address}", () => where).replace("{day}", day)),
    );
    const none = "@top-left { content: none; } @top-right { content: none; }";
    const small = "color: #555; font-size: 9pt; white-space: nowrap;";
    paper.textContent = [
      `@page { @top-left { content: ${left}; ${small} } @top-right { content: ${right}; ${small} } }`,
      `@page :first { ${none} } @page report { ${none} }`,
    ].join(" ");
  };
  sayPrinted();
  addEventListener("beforeprint", sayPrinted);
  document.querySelector(".bd-article")?.prepend(printed);

  // Whether a policy is in force is said for the day on which the page is read.
  const now = new Date();
  /** @type {(part: number) => string} */
  const two = (part) => String(part).padStart(2, "0");
  const today = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  for (const place of document.querySelectorAll(".policy-standing")) {
    /** @type {HTMLElement[]} */
    const phases = Array.from(place.querySelectorAll("[data-from]"));
    const holds = phases.filter((phase) => (phase.dataset.from ?? "") <= today).pop();
    for (const phase of phases) phase.hidden = phase !== holds;
  }

  // A list of policies is narrowed to those that are so, of today; the choices stay in the address.
  /** @type {HTMLElement[]} */
  const entries = Array.from(document.querySelectorAll(".level-section .policy-entry"));
  // What an entry is, and how that is called.
  /** @type {(entry: HTMLElement, name: string) => [string, string]} */
  const valueOf = (entry, name) => {
    if (name !== "status") return [entry.dataset[name] ?? "", entry.dataset[`${name}Name`] ?? ""];
    /** @type {HTMLElement | null} */
    const found = entry.querySelector(".policy-standing [data-status]:not([hidden])");
    return [found?.dataset.status ?? "", found?.textContent ?? ""];
  };
  const asked = new URLSearchParams(location.search);
  /** @type {Map<string, HTMLSelectElement>} */
  const boxes = new Map();
  const narrow = () => {
    for (const entry of entries)
      entry.hidden = [...boxes].some(([name, box]) => box.value && valueOf(entry, name)[0] !== box.value);
    for (const section of document.querySelectorAll(".level-section"))
      if (section instanceof HTMLElement)
        section.hidden = !section.querySelector(".policy-entry:not([hidden], .county-out)");
  };
  const choices = document.createElement("p");
  choices.className = "policy-filters";
  for (const [name, wording] of Object.entries(words.filters)) {
    const labels = new Map(entries.map((entry) => valueOf(entry, name)).filter(([value]) => value));
    if (labels.size < 2) continue;
    const box = document.createElement("select");
    const sorted = [...labels].sort(([one], [other]) =>
      name === "year" ? Number(other) - Number(one) : one < other ? -1 : 1,
    );
    box.append(new Option(words.any, ""), ...sorted.map(([value, label]) => new Option(label, value)));
    const label = document.createElement("label");
    label.className = "policy-filter";
    label.append(wording, box);
    choices.append(label);
    boxes.set(name, box);
    const wanted = asked.get(name) ?? "";
    box.value = labels.has(wanted) ? wanted : "";
    box.addEventListener("change", () => {
      narrow();
      const here = new URL(location.href);
      if (box.value) here.searchParams.set(name, box.value);
      else here.searchParams.delete(name);
      try {
        history.replaceState(null, "", here);
      } catch {
        // A page from the disk may not be allowed another address than its own.
      }
    });
  }
  const first = document.querySelector(".level-section");
  if (first && entries.length) {
    if (boxes.size) first.before(choices);
    policykitCounty.narrow(first, policykitCounty.words.units.policies, (isNarrow) => {
      for (const entry of entries) {
        const isIn = !isNarrow || policykitCounty.isOver([entry.dataset.division ?? ""]);
        entry.classList.toggle("county-out", !isIn);
      }
      narrow();
      const shown = entries.filter((entry) => !entry.classList.contains("county-out"));
      return [shown.length, entries.length];
    });
  }

  document.body.append(toast);
  addEventListener("hashchange", openTarget);
  openTarget();
})();
