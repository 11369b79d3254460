// On the page of due dates: only the days that a search asked for (`?due=2027-01-01..2027-12-31`), all
// others a click away.
(() => {
  "use strict";

  const asked = /^(\d{4}-\d\d-\d\d)\.\.(\d{4}-\d\d-\d\d)$/.exec(
    new URLSearchParams(location.search).get("due") ?? "",
  );
  /** @type {NodeListOf<HTMLElement>} */
  const days = document.querySelectorAll(".due-day");
  if (!asked || !days.length) return;
  const [, first, last] = asked;
  let count = 0;
  for (const day of days) {
    const when = day.querySelector("time")?.dateTime ?? "";
    const list = day.nextElementSibling;
    const shown = first <= when && when <= last;
    day.hidden = !shown;
    if (list instanceof HTMLElement && list.matches(".due-list")) {
      list.hidden = !shown;
      if (shown) count += list.childElementCount;
    }
  }
  for (const section of /** @type {NodeListOf<HTMLElement>} */ (
    document.querySelectorAll("section:has(> .due-list)")
  ))
    section.hidden = !section.querySelector(":scope > .due-list:not([hidden])");
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
      (days[0].closest("section") ?? days[0]).before(note);
    })
    .catch(() => {});
})();
