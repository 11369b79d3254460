// The cascade: shows of one lower document only the rows that are read in one way, as the address says.
(() => {
  "use strict";

  /** The page's words, from the attribute of this script. @type {{ some: string }} */
  const words = JSON.parse(document.currentScript?.dataset.words ?? "{}");
  /** @type {HTMLElement[]} */
  const sections = [...document.querySelectorAll(".cascade-of")].filter(
    (each) => each instanceof HTMLElement,
  );
  if (!sections.length) return;

  /** What is counted becomes what is pressed. @type {HTMLButtonElement[]} */
  const buttons = [];
  for (const section of sections) {
    const list = section.querySelector(".cascade-counts");
    // Without a table there is nothing to show less of.
    if (!list || !section.querySelector("table.cascade")) continue;
    for (const count of list.querySelectorAll(".cascade-filter")) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = count.className;
      button.append(...count.childNodes);
      button.dataset.only = count instanceof HTMLElement ? count.dataset.only : "";
      const row = count.closest("li");
      button.dataset.policy = row?.dataset.policy ?? "";
      button.title = row?.querySelector("a")?.textContent ?? "";
      count.replaceWith(button);
      buttons.push(button);
    }
  }

  /** @type {(policy: string, only: string) => void} */
  const show = (policy, only) => {
    const wanted = only.split(" ").filter(Boolean);
    for (const button of buttons) {
      const chosen = wanted.length > 0 && button.dataset.policy === policy && button.dataset.only === only;
      button.setAttribute("aria-pressed", String(chosen));
    }
    for (const section of sections) {
      let shown = 0,
        count = 0;
      for (const row of section.querySelectorAll("table.cascade > tbody > tr")) {
        /** @type {HTMLElement | null} */
        const cell = row.querySelector(`td[data-policy="${CSS.escape(policy)}"]`);
        const isShown = !wanted.length || wanted.includes(cell?.dataset.reading ?? "");
        row.classList.toggle("cascade-left-out", !isShown);
        count += 1;
        shown += isShown ? 1 : 0;
      }
      for (const apart of section.querySelectorAll("details.cascade-apart")) {
        if (wanted.length && apart instanceof HTMLDetailsElement) {
          apart.open = apart.querySelector("tbody > tr:not(.cascade-left-out)") !== null;
        }
      }
      const status = section.querySelector(".cascade-shown");
      if (status) {
        status.textContent = wanted.length
          ? words.some.replace("{shown}", String(shown)).replace("{count}", String(count))
          : "";
      }
    }
  };

  /** @type {(policy: string, only: string) => void} */
  const remember = (policy, only) => {
    const asked = new URLSearchParams(location.search);
    asked.delete("doc");
    asked.delete("only");
    if (only) {
      asked.set("doc", policy);
      asked.set("only", only.replace(/ /g, ","));
    }
    const query = asked.toString();
    try {
      history.replaceState(null, "", `${location.pathname}${query ? `?${query}` : ""}${location.hash}`);
    } catch {
      // A page from the disk may not be allowed to change its address.
    }
  };

  for (const button of buttons) {
    button.addEventListener("click", () => {
      const isChosen = button.getAttribute("aria-pressed") === "true";
      const policy = button.dataset.policy ?? "",
        only = isChosen ? "" : (button.dataset.only ?? "");
      show(policy, only);
      remember(policy, only);
    });
  }
  // For who chose a division: its own policies and those over it, and of the columns the same.
  policykitCounty.narrow(sections[0], policykitCounty.words.units.cascade, (isNarrow) => {
    /** @type {(element: Element) => boolean} */
    const isIn = (element) =>
      !isNarrow ||
      policykitCounty.isOver([element instanceof HTMLElement ? (element.dataset.division ?? "") : ""]);
    /** @type {Set<string>} */
    const all = new Set(),
      kept = new Set();
    for (const section of sections) {
      const rows = [...section.querySelectorAll(".cascade-counts > li")];
      for (const row of rows) {
        const policy = row instanceof HTMLElement ? (row.dataset.policy ?? "") : "";
        all.add(policy);
        if (isIn(row) && isIn(section)) kept.add(policy);
        row.classList.toggle("county-out", !isIn(row));
      }
      section.classList.toggle("county-out", !isIn(section) || !rows.some(isIn));
      for (const table of section.querySelectorAll("table")) {
        const heads = [...(table.tHead?.rows[0].cells ?? [])];
        const out = heads.map((head, at) => at > 0 && !isIn(head));
        for (const row of table.rows)
          for (const [at, cell] of [...row.cells].entries()) cell.classList.toggle("county-out", out[at]);
      }
    }
    document.dispatchEvent(new Event("policykit-narrowed"));
    return [kept.size, all.size];
  });

  const asked = new URLSearchParams(location.search);
  show(asked.get("doc") ?? "", (asked.get("only") ?? "").replace(/,/g, " "));
})();
