// Shown at any address below the site: leads its links to the top of it, and asks for what was looked for.
(() => {
  "use strict";

  const { base, folders } = document.documentElement.dataset;
  const path = location.pathname;
  const found = path.search(new RegExp(`/(?:${(folders ?? "").split(" ").join("|")})/`));
  const top = found < 0 ? path.replace(/[^/]*$/, "") : path.slice(0, found + 1);
  if (!base) {
    for (const link of document.querySelectorAll("li a"))
      link.setAttribute("href", top + link.getAttribute("href"));
    document.forms[0].action = `${top}search.html`;
  }
  const lost = /\/policies\/([^/]+?)(?:\.html|\/)?$/.exec(path);
  if (lost) document.forms[0].q.value = decodeURIComponent(lost[1]);
})();
