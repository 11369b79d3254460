// A check as it comes from a worker: in pieces, so that no single one keeps the page from answering. Rows and
// requirements are sent once; results name them by number.
policykitSelfcheck.parcels = (() => {
  "use strict";

  const book = window.policykitRulebook;
  const MANY = 400; // entries of one piece

  /** @type {(checked: Checked) => Generator<Parcel>} */
  const pack = function* (checked) {
    const { rows, results, unreported, account, notes, problems, passed, ...head } = checked;
    const rules = new Map(book.requirements.map((rule, at) => [rule.id, at]));
    /** @type {(rule: Requirement) => number} */
    const numberOf = ({ id }) => rules.get(id) ?? -1;
    // Of a year that is put together there are rows that no sheet has.
    const every = [...new Set([...rows, ...results.map(({ row }) => row)])];
    const places = new Map(every.map((row, at) => [row, at]));
    const told = results.map(({ rule, row, ...one }) => ({
      ...one,
      rule: numberOf(rule),
      row: places.get(row) ?? -1,
    }));
    const { entries, ...sums } = account;
    yield { head: { ...head, own: rows.length, unreported: unreported.map(numberOf), account: sums } };
    const lists = { rows: every, results: told, notes, problems, passed, entries };
    for (const [list, all] of Object.entries(lists))
      for (let at = 0; at < all.length; at += MANY) yield { list, entries: all.slice(at, at + MANY) };
  };

  // What comes of pieces: each is put in its place as it comes, `whole` is the check that they make.
  const gathering = () => {
    /** @type {Record<string, any>} */
    let head = {};
    /** @type {Record<string, any[]>} */
    const lists = { rows: [], results: [], notes: [], problems: [], passed: [], entries: [] };
    /** @type {(piece: Parcel) => void} */
    const add = (piece) => {
      if (piece.head) head = piece.head;
      if (!piece.list) return;
      for (const one of piece.entries ?? [])
        lists[piece.list].push(
          piece.list === "results"
            ? { ...one, rule: book.requirements[one.rule], row: lists.rows[one.row] }
            : one,
        );
    };
    /** @type {() => Checked} */
    const whole = () => {
      const { own, unreported, account, ...about } = head;
      const { rows, entries, ...rest } = lists;
      return /** @type {any} */ ({
        ...about,
        ...rest,
        rows: rows.slice(0, own),
        unreported: unreported.map((/** @type {number} */ at) => book.requirements[at]),
        account: { ...account, entries },
      });
    };
    return { add, whole };
  };

  return { pack, gathering };
})();
