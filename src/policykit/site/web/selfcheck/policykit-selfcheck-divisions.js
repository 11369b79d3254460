// 行政区划: codes, names, which lies in which.
policykitSelfcheck.divisions = (() => {
  "use strict";

  const kit = policykitSelfcheck;
  const names = window.policykitRulebook.divisions;
  const { strip } = kit.words;

  const RANKS = ["nation", "province", "city", "county"];
  /** @type {(code: string) => boolean} */
  const known = (code) => Object.hasOwn(names, code);
  /** @type {(code: string) => string} */
  const prefix = (code) => code.replace(/(00)+$/, "");
  /** @type {(code: string, parent: string) => boolean} */
  const within = (code, parent) => code.startsWith(prefix(parent));
  /** @type {(code: string) => string} */
  const entity = (code) => RANKS[Math.floor(prefix(code).length / 2)];
  /** @type {(code: string) => string} */
  const nameOf = (code) => (known(code) ? names[code] : code);

  // Every way to write a division by name → its codes.
  const paths = new Map();
  for (const [code, name] of Object.entries(names)) {
    const city = names[`${code.slice(0, 4)}00`] ?? "",
      province = names[`${code.slice(0, 2)}0000`] ?? "";
    const above = [province, city].filter((one) => one && one !== name);
    for (const path of new Set([name, ...above.map((one) => one + name), above.join("") + name])) {
      paths.set(path, [...(paths.get(path) ?? []), code]);
    }
  }

  // The code that someone wrote as code or as name; null when it is neither or the name is no one's own.
  /** @type {(text: string) => string | null} */
  const find = (text) => {
    const wanted = strip(text);
    if (/^\p{Nd}{6}$/u.test(wanted)) return known(wanted) ? wanted : null;
    const found = paths.get(wanted) ?? [];
    return found.length === 1 ? found[0] : null;
  };

  return { RANKS, known, prefix, within, entity, nameOf, find, codes: Object.keys(names) };
})();
