// The Simplified view of a traditional text: what it shows was worked out when the page was made.
// The text itself is what is cited, and one click away.
(() => {
  "use strict";

  const switches = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".script-switch"));
  if (!switches.length) return;

  const words = /** @type {HTMLElement[]} */ (Array.from(document.querySelectorAll("[data-hans]")));
  const originals = words.map((word) => word.textContent);
  const text = document.querySelector(".policy-text");
  const language = text?.getAttribute("lang") ?? "";
  const own = `policykit-script:${switches[0].dataset.policy}`;
  const last = "policykit-script";
  /** @type {(name: string) => string | null} */
  const kept = (name) => {
    try {
      return localStorage.getItem(name);
    } catch {
      return null; // a browser may keep nothing for a page from the disk
    }
  };
  /** @type {(name: string, value: string) => void} */
  const keep = (name, value) => {
    try {
      localStorage.setItem(name, value);
    } catch {
      // Likewise: the choice then holds for this page alone.
    }
  };

  let simplified = false;
  /** @type {(wanted: boolean) => void} */
  const show = (wanted) => {
    simplified = wanted;
    words.forEach((word, at) => {
      word.textContent = (wanted && word.dataset.hans) || originals[at];
    });
    text?.setAttribute("lang", wanted ? "zh-Hans" : language);
    for (const one of switches) one.setAttribute("aria-pressed", String(wanted));
    for (const said of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".script-says")))
      said.textContent = (wanted ? said.dataset.on : said.dataset.off) ?? "";
  };

  for (const one of switches)
    one.addEventListener("click", () => {
      show(!simplified);
      for (const name of [own, last]) keep(name, simplified ? "hans" : "hant");
    });
  // As it was left on this page, else on the one before.
  if ((kept(own) ?? kept(last)) === "hans") show(true);
})();
