// Copies a citation with its address, opens the fold that a link leads into, and says what is in force today.
(() => {
  "use strict";

  /** What the page says, from the attribute of this script. */
  /** @type {Record<"copied" | "refused" | "status" | "any", string>} */
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

  const openTarget = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    /** @type {HTMLDetailsElement | null} */
    const inside = target.querySelector(":scope > details.apart");
    if (inside) inside.open = true;
    let closed = closedAround(target);
    if (!closed) return;
    for (; closed; closed = closedAround(closed.parentElement)) closed.open = true;
    target.scrollIntoView();
  };

  document.addEventListener("click", async (event) => {
    /** @type {HTMLElement | null} */
    const button = event.target instanceof Element ? event.target.closest(".clause-copy") : null;
    if (!button) return;
    const text = `${button.dataset.cite}，${address(button.dataset.clause ?? "")}`;
    const done = await copy(text);
    button.focus();
    say((done ? words.copied : words.refused).replace("{text}", () => text));
  });

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

  // A list of policies is narrowed to those that are so today; the choice stays in the address.
  /** @type {HTMLElement[]} */
  const entries = Array.from(document.querySelectorAll(".policy-entry"));
  /** @type {(entry: Element) => HTMLElement | null} */
  const standing = (entry) => entry.querySelector(".policy-standing [data-status]:not([hidden])");
  const labels = new Map(
    entries.flatMap((entry) => {
      const found = standing(entry);
      return found ? [[found.dataset.status ?? "", found.textContent ?? ""]] : [];
    }),
  );
  const list = document.querySelector(".level-section .policy-list");
  if (list && labels.size > 1) {
    const box = document.createElement("select");
    box.append(
      new Option(words.any, ""),
      ...Array.from(labels, ([value, label]) => new Option(label, value)),
    );
    const label = document.createElement("label");
    label.className = "policy-filter";
    label.append(words.status, box);
    const asked = new URLSearchParams(location.search).get("status") ?? "";
    box.value = labels.has(asked) ? asked : "";
    const narrow = () => {
      for (const entry of entries)
        entry.hidden = Boolean(box.value) && standing(entry)?.dataset.status !== box.value;
      for (const section of document.querySelectorAll(".level-section"))
        if (section instanceof HTMLElement)
          section.hidden = !section.querySelector(".policy-entry:not([hidden])");
    };
    box.addEventListener("change", () => {
      narrow();
      const here = new URL(location.href);
      if (box.value) here.searchParams.set("status", box.value);
      else here.searchParams.delete("status");
      try {
        history.replaceState(null, "", here);
      } catch {
        // A page from the disk may not be allowed another address than its own.
      }
    });
    document.querySelector(".level-section")?.before(label);
    narrow();
  }

  document.body.append(toast);
  addEventListener("hashchange", openTarget);
  openTarget();
})();
