// 我的县: a division chosen once, kept in the browser, and told to every page that shows less for it.
/** @type {CountyKit} */
const policykitCounty = (() => {
  "use strict";

  /** The page's words, from the attribute of this script. @type {CountyWords} */
  const words = JSON.parse(document.currentScript?.dataset.words ?? "{}");
  const root = document.documentElement.dataset.content_root ?? "";
  const KEY = "policykit-county",
    FOLDER = "county",
    NATION = "000000",
    OUT = new Set(["expired", "repealed", "not_yet"]);

  /** @type {(wording: string, values?: Record<string, string | number>) => string} */
  const fill = (wording, values = {}) => wording.replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
  /** @type {Made} */
  const make = (tag, properties = {}, ...inside) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...inside);
    return element;
  };
  const two = (/** @type {number} */ part) => String(part).padStart(2, "0");
  const now = new Date();
  const today = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;

  // --- what is chosen --------------------------------------------------------------------------------------

  // What someone may have written there is looked at before it is believed.
  /** @type {(text: string | null) => County | null} */
  const read = (text) => {
    /** @type {(pair: unknown) => boolean} */
    const isNamed = (pair) =>
      Array.isArray(pair) && /^\d{6}$/.test(pair[0]) && typeof pair[1] === "string" && pair.length === 2;
    try {
      const { code, name, lineage } = JSON.parse(text ?? "");
      const isWhole = isNamed([code, name]) && Array.isArray(lineage) && lineage.every(isNamed);
      return isWhole && lineage.at(-1)?.[0] === code ? { code, name, lineage } : null;
    } catch {
      return null;
    }
  };
  const stored = () => {
    try {
      return read(localStorage.getItem(KEY));
    } catch {
      return null; // a browser may refuse to keep anything
    }
  };
  let chosen = stored();
  /** @type {((county: County | null) => void)[]} */
  const watching = [];
  const tell = () => watching.forEach((watch) => watch(chosen));
  /** Whether the choice outlives the page. @type {(county: County | null) => boolean} */
  const choose = (county) => {
    chosen = county;
    let isKept = true;
    try {
      if (county) localStorage.setItem(KEY, JSON.stringify(county));
      else localStorage.removeItem(KEY);
    } catch {
      isKept = false;
    }
    tell();
    return isKept;
  };
  const again = () => {
    const found = stored();
    if (found?.code === chosen?.code) return;
    chosen = found;
    tell();
  };
  addEventListener("storage", (event) => event.key === KEY && again());
  addEventListener("pageshow", (event) => event.persisted && again());
  // Calls at once, and whenever another is chosen.
  /** @type {(watch: (county: County | null) => void) => void} */
  const onChoice = (watch) => {
    watching.push(watch);
    watch(chosen);
  };

  const rankOf = (/** @type {string} */ code) =>
    [NATION, "0000", "00", ""].findIndex((end) => code.endsWith(end));
  // Whether something of these divisions, or of all without any, binds the chosen one.
  /** @type {(codes: string[]) => boolean} */
  const isOver = (codes) =>
    !codes.length || codes.some((code) => chosen?.lineage.some(([one]) => one === code));
  /** And is measured in it or below it. @type {(codes: string[], rank: number | null) => boolean} */
  const concerns = (codes, rank) =>
    chosen !== null && isOver(codes) && (rank === null || rank >= rankOf(chosen.code));
  const pathOf = (/** @type {County} */ { code, lineage }) =>
    lineage
      .filter(([one]) => one !== NATION && one !== code)
      .map(([, name]) => name)
      .join("");

  // --- what is loaded --------------------------------------------------------------------------------------

  /** @type {Map<string, Promise<any>>} */
  const loading = new Map();
  /** @type {Map<string, any>} */
  const arrived = new Map();
  /** A page from the disk may load a script, and nothing else. @type {(name: string) => Promise<any>} */
  const load = (name) => {
    const begun = loading.get(name);
    if (begun) return begun;
    const script = make("script", { src: `${root}${FOLDER}/${name}.js?${Date.now()}` });
    /** @type {Promise<any>} */
    const made = new Promise((done, failed) => {
      script.onload = () => done(arrived.get(name));
      script.onerror = () => {
        loading.delete(name);
        failed(new Error(name));
      };
      document.head.append(script);
    });
    loading.set(name, made);
    return made;
  };
  // What binds the chosen division: the nation's part, and that of its province when there is one.
  /** @type {() => Promise<CountyPart[]>} */
  const parts = async () => {
    const province = chosen?.lineage[1]?.[0] ?? "";
    const nation = await load(NATION);
    return nation.parts.includes(province) ? [nation, await load(province)] : [nation];
  };
  /** What holds of a policy on the reader's day. @type {(phases: CountyPhase[]) => CountyPhase} */
  const phaseOf = (phases) => phases.filter(([from]) => from <= today).at(-1) ?? phases[0];

  /** @type {() => Promise<CountyBinding>} */
  const binding = async () => {
    const asked = chosen;
    const found = await parts();
    /** @type {CountyBinding} */
    const made = { county: asked, policies: [], requirements: 0, dated: 0, due: [], out: 0 };
    const known = new Set(),
      listed = new Set();
    for (const { policies, counts, due } of found) {
      const isOut = policies.map(([, , , , phases]) => OUT.has(phaseOf(phases)[1]));
      const bound = new Set(policies.flatMap(([, , , division], at) => (isOver([division]) ? [at] : [])));
      for (const [at, codes, rank, count] of counts)
        if (concerns(codes, rank)) {
          bound.add(at);
          // A requirement of several provinces stands in the part of each; it is counted in the first.
          const key = JSON.stringify([policies[at][1], codes, rank]);
          if (!isOut[at] && !known.has(key)) made.requirements += count;
          known.add(key);
        }
      for (const at of bound) {
        const [title, to, level, division, phases] = policies[at];
        if (made.policies.some(({ uri }) => uri === root + to)) continue;
        made.policies.push({ title, uri: root + to, level, division, status: phaseOf(phases) });
        made.out += isOut[at] ? 1 : 0;
      }
      for (const [day, at, codes, rank, plain, uri, modality] of due) {
        if (isOut[at] || listed.has(uri) || !concerns(codes, rank)) continue;
        listed.add(uri);
        const [title, , level] = policies[at];
        made.due.push({ day, plain, uri: root + uri, modality, title, level });
      }
    }
    made.due.sort((one, other) => (one.day < other.day ? -1 : Number(one.day > other.day)));
    made.dated = made.due.length;
    return made;
  };

  // --- a list that shows less ------------------------------------------------------------------------------

  /**
   * A line over a list that says how much of it is shown for the chosen division, with a way to all; `apply`
   * shows what is asked, and tells how many of how many that are.
   * @type {(before: Element, unit: string, apply: (isNarrow: boolean) => [number, number]) => void}
   */
  const narrow = (before, unit, apply) => {
    let isNarrow = true;
    const said = make("span");
    said.setAttribute("role", "status");
    const turn = make("button", { type: "button", className: "link-button county-turn" });
    const bar = make("p", { className: "county-bar pst-js-only" }, said, " ", turn, " ", changeButton());
    const show = () => {
      const isChosen = chosen !== null;
      const [shown, count] = apply(isChosen && isNarrow);
      const wording = isNarrow ? words.narrowed : words.whole;
      const values = { name: chosen?.name ?? "", shown, count, unit };
      said.textContent = isChosen ? fill(wording, values) : "";
      turn.hidden = !isChosen;
      turn.textContent = isNarrow ? words.all : fill(words.only, values);
    };
    turn.addEventListener("click", () => {
      isNarrow = !isNarrow;
      show();
    });
    before.before(bar);
    onChoice(() => {
      isNarrow = true;
      show();
    });
  };

  /** A button that opens the choice where it stands. @type {() => HTMLElement} */
  const changeButton = () => {
    const button = make("button", { type: "button", className: "link-button" });
    const switched = make("span", { className: "county-switch" }, button);
    attach(button, () => (chosen ? words.change : words.choose));
    return switched;
  };
  /** @type {(button: HTMLButtonElement, wording: () => string) => void} */
  const attach = (button, wording) => {
    button.setAttribute("aria-haspopup", "dialog");
    button.setAttribute("aria-expanded", "false");
    button.addEventListener("click", () => policykitCounty.open?.(button));
    onChoice(() => (button.textContent = wording()));
  };

  for (const button of document.querySelectorAll("button.county-button"))
    if (button instanceof HTMLButtonElement) attach(button, () => chosen?.name ?? words.mine);

  /** @type {(given: any) => void} */
  const divisions = (given) => void arrived.set("divisions", given);
  /** @type {(given: any) => void} */
  const part = (given) => void arrived.set(given.code, given);
  const current = () => chosen;
  return {
    words,
    fill,
    make,
    today,
    current,
    choose,
    onChoice,
    isOver,
    concerns,
    pathOf,
    load,
    binding,
    narrow,
    changeButton,
    divisions,
    part,
  };
})();
