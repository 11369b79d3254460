// The choice of 我的县: a small panel beside what opened it. It blocks nothing, and Escape closes it.
(() => {
  "use strict";

  const { words, fill, make, load, current, choose, pathOf, onChoice } = policykitCounty;
  const LISTED = 30,
    FEW = 12;
  const NATION = "000000";

  // --- who is meant ----------------------------------------------------------------------------------------

  /** @type {(packed: { divisions: string, syllables: string, own: string[] }) => Known} */
  const unpacked = (packed) => {
    /** @type {Map<string, string[]>} */
    const names = new Map();
    for (const group of packed.divisions.split(";")) {
      const [start, ...rest] = group.split(/[:,]/);
      for (const text of rest) {
        const [name, ...others] = text.slice(2).split("/");
        const whole = name.replace(/\*$/, "");
        names.set(
          start + text.slice(0, 2),
          name === whole ? [whole, ...others] : [whole, whole.slice(0, -1)],
        );
      }
    }
    /** @type {Map<string, string[]>} */
    const sounds = new Map();
    for (const entry of packed.syllables.split(";")) {
      const [, sound, chars] = /^([a-z]+)(.*)$/.exec(entry) ?? ["", "", ""];
      for (const char of chars) sounds.set(char, [...(sounds.get(char) ?? []), sound]);
    }
    return { names, sounds, own: packed.own };
  };
  /** @type {Known | null} */
  let known = null;
  const open = async () => (known ??= unpacked(await load("divisions")));

  /** @type {(all: Known, code: string) => County} */
  const countyOf = ({ names }, code) => {
    const above = [0, 2, 4].map((length) => code.slice(0, length).padEnd(6, "0"));
    const lineage = [...new Set([...above, code])].filter((one) => names.has(one));
    /** @type {[string, string][]} */
    const named = lineage.map((one) => [one, names.get(one)?.[0] ?? one]);
    return { code, name: named.at(-1)?.[1] ?? code, lineage: named };
  };

  // Whether letters spell a name from the start, a character whole or by its first letter; 2: to its end.
  /** @type {(sounds: Map<string, string[]>, name: string, letters: string, at?: number) => number} */
  const spelled = (sounds, name, letters, at = 0) => {
    if (!letters) return at === name.length ? 2 : 1;
    let best = 0;
    for (const sound of sounds.get(name[at]) ?? []) {
      if (sound.startsWith(letters)) best = Math.max(best, at + 1 === name.length ? 2 : 1);
      for (const part of new Set([sound, sound[0]]))
        if (letters.startsWith(part))
          best = Math.max(best, spelled(sounds, name, letters.slice(part.length), at + 1));
      if (best === 2) break;
    }
    return best;
  };

  // Codes, best first: called so, so in short, beginning so, holding it; of equals those with documents.
  /** @type {(all: Known, written: string) => string[]} */
  const find = (all, written) => {
    const text = written
      .normalize("NFKC")
      .replace(/[\s']+/g, "")
      .toLowerCase();
    if (!text) return all.own.slice(0, FEW);
    const isSpelled = /^[a-z]+$/.test(text),
      isCode = /^\d+$/.test(text);
    /** @type {[number, number, string][]} */
    const found = [];
    for (const [code, names] of all.names) {
      if (code === NATION) continue;
      let score = 0;
      if (isCode) score = code.startsWith(text) ? 2 : 0;
      else if (isSpelled) score = Math.max(...names.map((name) => spelled(all.sounds, name, text)));
      else if (names.includes(text)) score = names[0] === text ? 4 : 3;
      else if (names.some((name) => name.startsWith(text))) score = 2;
      else if (names[0].includes(text)) score = 1;
      else {
        const path = countyOf(all, code).lineage.slice(1);
        const whole = path.map(([, name]) => name).join("");
        const last = names.find((name) => text.endsWith(name));
        const before = last ? text.slice(0, -last.length) : text;
        if (whole.includes(text) || (last && path.some(([one]) => all.names.get(one)?.includes(before))))
          score = last ? 3 : 1;
      }
      if (score) found.push([score, Number(all.own.includes(code)), code]);
    }
    found.sort((one, other) => other[0] - one[0] || other[1] - one[1] || (one[2] < other[2] ? -1 : 1));
    return found.map(([, , code]) => code);
  };

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
  /** @type {(code: string) => void} */
  const take = (code) => {
    if (!known) return;
    if (choose(countyOf(known, code))) close();
    else said.textContent = words.refused;
  };
  /** @type {(at: number) => void} */
  const point = (at) => {
    const options = [...list.children];
    if (!options.length) return;
    active = (at + options.length) % options.length;
    options.forEach((option, nth) => option.setAttribute("aria-selected", String(nth === active)));
    field.setAttribute("aria-activedescendant", options[active].id);
    options[active].scrollIntoView({ block: "nearest" });
  };
  const update = async () => {
    let all;
    try {
      all = await open();
    } catch {
      said.textContent = words.failed;
      return;
    }
    const written = field.value.trim();
    const codes = find(all, written);
    const options = codes.slice(0, LISTED).map((code) => {
      const county = countyOf(all, code);
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
      point(active < 0 && event.key === "ArrowUp" ? -1 : active + (event.key === "ArrowDown" ? 1 : -1));
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
    if (!current() || !known) said.textContent = "";
    update();
  };
})();
