// A page opened from the disk cannot read its neighbours: the search then lists titles without excerpts.
if (location.protocol === "file:" && typeof DOCUMENTATION_OPTIONS === "object") {
  DOCUMENTATION_OPTIONS.SHOW_SEARCH_SUMMARY = false;
}

// The outline opens over the page on a phone; choosing an entry leads to the text below it.
document.addEventListener("click", (event) => {
  const link = event.target.closest("dialog[open] a[href^='#']");
  if (link) link.closest("dialog").close();
});
