// On the page of due dates: only the days that a search asked for (`?due=2027-01-01..2027-12-31`), all
// others a click away.
(() => {
  "use strict";

  const asked = /^(\d{4}-\d\d-\d\d)\.\.(\d{4}-\d\d-\d\d)$/.exec(
    new URLSearchParams(location.search).get("due") ?? "",
  );
  /** @type {NodeListOf<HTMLElement>} */
  const groups = document.querySelectorAll(".due-group.due-listed");
  if (!asked || !groups.length) return;
  const [, first, last] = asked;
  let count = 0;
  for (const group of groups) {
    const when = group.dataset.due ?? "";
    group.hidden = when < first || when > last;
    if (!group.hidden) count += Number(group.dataset.count);
  }
  for (const section of /** @type {NodeListOf<HTMLElement>} */ (
    document.querySelectorAll("section:has(> .due-listed)")
  ))
    section.hidden = !section.querySelector(":scope > .due-listed:not([hidden])");
  const all = document.createElement("a");
  all.href = location.pathname;
  const note = document.createElement("p");
  note.className = "pk-due-asked";
  note.setAttribute("role", "status");
  policykitSearch
    .open()
    .then(() => {
      const { due_days: said, due_all: every } = policykitSearch.head.wordsOfPage;
      all.textContent = every;
      note.append(
        said.replace("{first}", first).replace("{last}", last).replace("{count}", String(count)),
        " ",
        all,
      );
      (groups[0].closest("section") ?? groups[0]).before(note);
    })
    .catch(() => {});
})();
