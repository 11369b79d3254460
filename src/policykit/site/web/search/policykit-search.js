// Puts the search where a page has a place for it; Ctrl+K and "/" lead to its field.
(() => {
  "use strict";

  const shared = window.policykitSearchShared;
  const { attach, searchPage } = shared;

  const section = document.getElementById("pk-search");
  if (section) searchPage(section);
  document.querySelectorAll("form.site-search").forEach(attach);

  const editing = (element) => element.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName);
  // Beside the page, under it and in a closed dialog a field is there and not seen.
  const seen = (input) => {
    const box = input.getBoundingClientRect();
    return (
      box.width > 0 &&
      box.right > 0 &&
      box.left < innerWidth &&
      getComputedStyle(input).visibility === "visible"
    );
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
  addEventListener(
    "keydown",
    (event) => {
      const control =
        (event.ctrlKey || event.metaKey) &&
        !event.altKey &&
        !event.shiftKey &&
        event.key.toLowerCase() === "k";
      const slash =
        event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !editing(event.target);
      if (!control && !slash) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      lead();
    },
    true,
  );
})();
