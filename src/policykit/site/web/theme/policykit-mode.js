// Light or dark, before anything is drawn: as the reader chose, else as the book or the system says.
(() => {
  "use strict";

  const { dataset } = document.documentElement;
  /** @type {(name: string) => string | null} */
  const kept = (name) => {
    try {
      return localStorage.getItem(name);
    } catch {
      return null; // a browser may keep nothing for a page from the disk
    }
  };
  dataset.mode = kept("mode") || document.currentScript?.dataset.mode;
  dataset.theme = kept("theme") || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
})();
