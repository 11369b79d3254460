// 行政区划: codes, names, which lies in which; as policykit.base.division.
policykitSelfcheck.divisions = (() => {
  "use strict";

  const kit = policykitSelfcheck;
  const { levels, divisions, changes, hints } = window.policykitRulebook;
  const { SPACE, fill } = kit.words;

  const NATION = "000000",
    PROVINCE = 1,
    MOST_NEAR = 3,
    SHORTEST = 2;
  /** @type {(code: string | null) => boolean} */
  const known = (code) => code !== null && Object.hasOwn(divisions, code);
  /** @type {(code: string) => string[]} */
  const namesOf = (code) => divisions[code] ?? [code];
  /** @type {(code: string) => string} */
  const nameOf = (code) => namesOf(code)[0];
  const codes = Object.keys(divisions).sort();

  // From the nation down, with the division itself: the known ones whose digits the code begins with.
  /** @type {Map<string, string[]>} */
  const lineages = new Map();
  /** @type {(code: string) => string[]} */
  const lineage = (code) => {
    const made = lineages.get(code);
    if (made) return made;
    const above = [0, 2, 4, 6]
      .map((length) => code.slice(0, length).padEnd(6, "0"))
      .filter((one) => one !== code && known(one));
    const found = [...new Set(above), code];
    lineages.set(code, found);
    return found;
  };
  /** @type {(code: string, parent: string) => boolean} */
  const within = (code, parent) => lineage(code).includes(parent);
  /** @type {(code: string) => number} */
  const rank = (code) => ["000000", "0000", "00", ""].findIndex((end) => code.endsWith(end));
  /** @type {(code: string) => string} */
  const entity = (code) => levels[rank(code)];
  /** @type {(code: string) => string} */
  const pathOf = (code) =>
    [
      ...new Set(
        lineage(code)
          .filter((one) => one !== NATION)
          .map(nameOf),
      ),
    ].join("") || nameOf(code);

  // Name → codes: the names of the table, and the short and former ones.
  /** @type {Map<string, string[]>} */
  const full = new Map();
  /** @type {Map<string, string[]>} */
  const other = new Map();
  /** @type {(names: Map<string, string[]>, name: string, found: string[]) => Map<string, string[]>} */
  const put = (names, name, found) => names.set(name, [...(names.get(name) ?? []), ...found]);
  for (const code of codes) {
    const [name, ...short] = divisions[code];
    put(full, name, [code]);
    for (const one of short) put(other, one, [code]);
  }
  for (const [, name, successors] of changes) put(other, name, successors);
  /** @type {Map<string | null, Change>} */
  const replaced = new Map();
  for (const change of [...changes].sort((one, two) => one[3] - two[3]))
    if (!known(change[0])) replaced.set(change[0], change);

  const UNSEEN = new RegExp(`(?:${SPACE}|[\\u200b\\ufeff])+`, "g");
  /** @type {(text: string) => string} */
  const folded = (text) => text.normalize("NFKC").replace(UNSEEN, "");
  // A code, or that of a township (9 digits) or village (12) in it.
  /** @type {(text: string) => string | null} */
  const codeIn = (text) => {
    const found = /^(\p{Nd}{6})(?:\p{Nd}{3}|\p{Nd}{6})?$/u.exec(text);
    return found ? found[1] : null;
  };

  // Whether the text is made of names of these divisions, in their order, each at most once.
  /** @type {(text: string, above: string[]) => boolean} */
  const leads = (text, above) =>
    !text ||
    above.some((code, at) =>
      namesOf(code).some(
        (name) => text.endsWith(name) && leads(text.slice(0, -name.length), above.slice(0, at)),
      ),
    );
  /** @type {(text: string, names: Map<string, string[]>) => string[]} */
  const called = (text, names) =>
    Array.from(text, (_, at) =>
      (names.get(text.slice(at)) ?? []).filter((code) =>
        leads(text.slice(0, at), lineage(code).slice(0, -1)),
      ),
    ).flat();

  // Every division that may be meant, in the order of the codes.
  /** @type {(written: string, inside?: string | null) => string[]} */
  const candidates = (written, inside = null) => {
    const text = folded(written),
      code = codeIn(text);
    let found;
    if (code !== null) found = known(code) ? [code] : (replaced.get(code)?.[2] ?? []);
    else {
      found = called(text, full);
      if (!found.length) found = called(text, other);
    }
    return [...new Set(found)].sort().filter((one) => inside === null || within(one, inside));
  };

  // The code of the division that someone wrote as code or name; null when it is neither or no one's own.
  // With `current` a code that was replaced is none.
  /** @type {(written: string, inside?: string | null, options?: { current?: boolean }) => string | null} */
  const find = (written, inside = null, { current = false } = {}) => {
    if (current && replaced.has(codeIn(folded(written)))) return null;
    const found = candidates(written, inside);
    const over = found.filter((one) => found.every((two) => within(two, one)));
    const chosen = over.length ? over : found.filter((one) => rank(one) === PROVINCE);
    return chosen.length === 1 ? chosen[0] : null;
  };

  /** @type {(text: string, name: string) => boolean} */
  const isNear = (text, name) => {
    const [longer, shorter] = text.length > name.length ? [text, name] : [name, text];
    if (longer.length - shorter.length > 1 || longer.length <= SHORTEST) return false;
    let at = 0;
    while (at < shorter.length && shorter[at] === longer[at]) at += 1;
    return longer.slice(at + 1) === shorter.slice(at + (longer.length === shorter.length ? 1 : 0));
  };
  /** @type {(text: string, code: string | null) => string[]} */
  const nearOf = (text, code) => {
    const alike = code
      ? codes.filter((one) => isNear(code, one))
      : [...full].filter(([name]) => isNear(text, name)).flatMap(([, found]) => found);
    return alike.length <= MOST_NEAR ? alike : [];
  };
  // What to say of a code or name by which no division is found; empty when there is nothing.
  /** @type {(written: string) => string} */
  const hint = (written) => {
    const text = folded(written),
      code = codeIn(text);
    const change = replaced.get(code),
      meant = candidates(text);
    const found = known(code) ? [] : meant.length ? meant : nearOf(text, code);
    if (!found.length) return "";
    const now = found.map((one) => `${one} ${pathOf(one)}`).join("、");
    if (change) return fill(hints.changed, { code: change[0], name: change[1], year: change[3], now });
    return fill(meant.length ? hints.several : hints.near, { value: text, now });
  };

  // The smallest that all of these lie in; null when that is the nation and there are several.
  /** @type {(given: string[]) => string | null} */
  const common = (given) => {
    const all = given.length
      ? lineage(given[0]).filter((code) => given.every((one) => within(one, code)))
      : [];
    const found = all.at(-1) ?? null;
    return found === NATION && given.length > 1 ? null : found;
  };

  return {
    RANKS: levels,
    known,
    lineage,
    within,
    entity,
    nameOf,
    pathOf,
    find,
    candidates,
    hint,
    common,
    codes,
  };
})();
