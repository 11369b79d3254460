// The choice of 我的县: a small panel beside what opened it. It blocks nothing, and Escape closes it.
(() => {
  "use strict";

  const { words, fill, make, current, choose, pathOf, onChoice, names } = policykitCounty;
  const LISTED = 30;

  // --- the panel -------------------------------------------------------------------------------------------

  /** @type {HTMLButtonElement | null} */
  let opener = null;
  let active = -1;
  const list = make("ul", { id: "county-list", className: "county-list", hidden: true });
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", words.results);
  const field = make("input", {
    id: "county-field",
    type: "text",
    autocomplete: "off",
    spellcheck: false,
    placeholder: words.placeholder,
  });
  for (const [name, value] of Object.entries({
    role: "combobox",
    autocapitalize: "off",
    "aria-autocomplete": "list",
    "aria-expanded": "false",
    "aria-controls": list.id,
    "aria-describedby": "county-explained",
  }))
    field.setAttribute(name, value);
  const said = make("p", { className: "county-said quiet" });
  said.setAttribute("role", "status");
  const here = make("span");
  const clear = make("button", { type: "button", className: "link-button", textContent: words.clear });
  const now = make("p", { className: "county-now", hidden: true }, here, " ", clear);
  const shut = make("button", { type: "button", className: "county-close", textContent: "×" });
  shut.setAttribute("aria-label", words.close);
  const panel = make(
    "div",
    { className: "county-panel", hidden: true },
    make("label", { htmlFor: field.id, textContent: words.field }),
    shut,
    field,
    said,
    list,
    now,
    make("p", { id: "county-explained", className: "quiet", textContent: words.explained }),
  );
  panel.setAttribute("role", "dialog");
  panel.setAttribute("aria-label", words.choose);

  /** @type {(isBack?: boolean) => void} */
  const close = (isBack = true) => {
    if (panel.hidden) return;
    panel.hidden = true;
    opener?.setAttribute("aria-expanded", "false");
    if (isBack) opener?.focus();
  };
  /** @type {(code: string) => Promise<void>} */
  const take = async (code) => {
    if (choose(names.countyOf(await names.open(), code))) close();
    else said.textContent = words.refused;
  };
  const update = async () => {
    let all;
    try {
      all = await names.open();
    } catch {
      said.textContent = words.failed;
      return;
    }
    const written = field.value.trim();
    const codes = names.find(all, written);
    const options = codes.slice(0, LISTED).map((code) => {
      const county = names.countyOf(all, code);
      const option = make(
        "li",
        { id: `county-${code}` },
        make("span", { textContent: county.name }),
        " ",
        make("span", { className: "quiet", textContent: pathOf(county) }),
      );
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      option.dataset.code = code;
      return option;
    });
    list.replaceChildren(...options);
    list.hidden = !options.length;
    field.setAttribute("aria-expanded", String(!list.hidden));
    field.removeAttribute("aria-activedescendant");
    active = -1;
    const wording = !written
      ? words.collected
      : !codes.length
        ? words.nothing
        : codes.length > LISTED
          ? words.more
          : words.found;
    said.textContent = options.length || written ? fill(wording, { count: codes.length, written }) : "";
  };
  field.addEventListener("input", (event) => {
    if (!(event instanceof InputEvent && event.isComposing)) update();
  });
  field.addEventListener("compositionend", update);
  field.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const options = list.children;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      active = policykitElements.step(field, list, active, event.key === "ArrowUp");
    } else if (event.key === "Enter" && options.length) {
      event.preventDefault();
      const option = options[Math.max(active, 0)];
      if (option instanceof HTMLElement) take(option.dataset.code ?? "");
    }
  });
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target instanceof Element ? event.target.closest("li") : null;
    if (option) take(option.dataset.code ?? "");
  });
  clear.addEventListener("click", () => {
    choose(null);
    close();
  });
  shut.addEventListener("click", () => close());
  panel.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    close();
  });
  document.addEventListener("pointerdown", (event) => {
    const target = event.target instanceof Node ? event.target : null;
    if (!panel.contains(target) && !opener?.contains(target)) close(false);
  });
  onChoice((county) => {
    now.hidden = county === null;
    here.textContent = county ? fill(words.chosen, { name: `${county.name}（${pathOf(county)}）` }) : "";
  });

  policykitCounty.open = (button) => {
    if (!panel.hidden && opener === button) {
      close();
      return;
    }
    close(false);
    opener = button;
    button.after(panel);
    button.setAttribute("aria-expanded", "true");
    panel.hidden = false;
    field.value = "";
    field.focus();
    if (!current()) said.textContent = "";
    update();
  };
})();
