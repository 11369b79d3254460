// The outline opens over the page on a phone; choosing an entry leads to the text below it.
(() => {
  "use strict";

  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element && event.target.closest("dialog[open] a[href^='#']");
    if (link) link.closest("dialog")?.close();
  });
})();
