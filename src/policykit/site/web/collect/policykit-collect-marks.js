// A workbook as it was sent, its faulty cells coloured and a comment on each: as policykit.figures.marks.
// The parts that have to be changed are changed where they stand; every other byte stays as it was.
policykitCollect.marks = (() => {
  "use strict";

  const kit = policykitSelfcheck;
  const { letters } = kit.cells;
  const { fill } = kit.words;

  const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
  const LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
  const COMMENTS = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml";
  const DRAWING = "application/vnd.openxmlformats-officedocument.vmlDrawing";
  const AUTHOR = "policykit";
  const MARKED = "FFF8CBAD";
  const CELL = /^([A-Z]{1,3})(\d{1,7})$/;
  // What may stand behind a sheet's comments; they come before the first of these.
  const BEHIND = new Set(
    "legacyDrawingHF drawingHF picture oleObjects controls webPublishItems tableParts extLst".split(" "),
  );
  // Said of each box: a drawing may call them by other prefixes.
  const NAMES = `xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel"`;
  const SHOWN = /Row>\s*(\d+)\s*<\/(?:\w+:)?Row>\s*<(?:\w+:)?Column>\s*(\d+)\s*</g;

  /** @type {(text: string) => Document} */
  const parsed = (text) => new DOMParser().parseFromString(text.replace(/^\ufeff/, ""), "application/xml");
  /** @type {(tree: Document) => string} */
  const printed = (tree) => {
    const text = new XMLSerializer().serializeToString(tree);
    return text.startsWith("<?xml")
      ? text
      : `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n${text}`;
  };
  /** @type {(parent: Element, name: string) => Element[]} */
  const children = (parent, name) =>
    [.../** @type {Iterable<Element>} */ (parent.childNodes)].filter((one) => one.localName === name);
  /** @type {(parent: Element, name: string, about?: Record<string, string>, text?: string) => Element} */
  const added = (parent, name, attributes = {}, text = "") => {
    const prefix = parent.prefix ? `${parent.prefix}:` : "";
    const made = parent.ownerDocument.createElementNS(parent.namespaceURI, prefix + name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    if (text) made.appendChild(parent.ownerDocument.createTextNode(text));
    return /** @type {Element} */ (parent.appendChild(made));
  };
  /** @type {(name: string) => number} */
  const columnOf = (name) => [...name].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;

  // --- one package -----------------------------------------------------------------------------------------

  class Package {
    /** @param {Uint8Array<ArrayBuffer>} bytes */
    constructor(bytes) {
      this.bytes = bytes;
      this.entries = kit.archive.entriesOf(bytes);
      /** @type {Map<string, string>} */
      this.changed = new Map();
      /** @type {Map<string, number>} by its style before, the number of the coloured one */
      this.styles = new Map();
    }

    /**
     * @param {string} name
     * @returns {Promise<string>} empty where there is no such part
     */
    async text(name) {
      const entry = this.entries.get(name);
      if (this.changed.has(name)) return this.changed.get(name) ?? "";
      return entry ? new TextDecoder().decode(await kit.archive.bytesOf(this.bytes, entry)) : "";
    }
    /** @param {string} ending */
    free(ending) {
      let number = 1;
      const isTaken = () => this.entries.has(`xl/${ending}`.replace("#", String(number)));
      while (isTaken() || this.changed.has(`xl/${ending}`.replace("#", String(number)))) number += 1;
      return `xl/${ending}`.replace("#", String(number));
    }
    /** @returns {Promise<Uint8Array<ArrayBuffer>>} */
    async packed() {
      /** @type {[string, string | Uint8Array][]} */
      const parts = [];
      for (const [name, entry] of this.entries)
        parts.push([name, this.changed.get(name) ?? (await kit.archive.bytesOf(this.bytes, entry))]);
      for (const [name, text] of this.changed) if (!this.entries.has(name)) parts.push([name, text]);
      return kit.archive.pack(parts);
    }

    // The relations of a part, and where each leads.
    /** @param {string} part */
    async relations(part) {
      const folder = part.slice(0, part.lastIndexOf("/") + 1);
      const name = `${folder}_rels/${part.slice(folder.length)}.rels`;
      const empty = `<Relationships xmlns="${PACKAGE}/relationships"/>`;
      const root = parsed((await this.text(name)) || empty).documentElement;
      /** @type {(target: string) => string} */
      const inside = (target) => {
        if (target.startsWith("/")) return target.slice(1);
        const path = folder.split("/").slice(0, -1);
        for (const step of target.split("/"))
          if (step === "..") path.pop();
          else if (step !== ".") path.push(step);
        return path.join("/");
      };
      const all = children(root, "Relationship");
      /** @type {(kind: string) => string | undefined} */
      const leading = (kind) => {
        const found = all.find((one) => one.getAttribute("Type")?.endsWith(`/${kind}`));
        return found && inside(found.getAttribute("Target") ?? "");
      };
      /** @type {(kind: string, to: string) => string} */
      const link = (kind, to) => {
        const taken = new Set(children(root, "Relationship").map((one) => one.getAttribute("Id")));
        let number = 1;
        while (taken.has(`rId${number}`)) number += 1;
        added(root, "Relationship", {
          Id: `rId${number}`,
          Type: `${LINKS}/${kind}`,
          Target: `/${to}`,
        });
        this.changed.set(name, printed(root.ownerDocument));
        return `rId${number}`;
      };
      return { all, inside, leading, link };
    }

    // Says of a new part what it is.
    /**
     * @param {string} part
     * @param {string} type
     */
    async declare(part, type) {
      const tree = parsed(await this.text("[Content_Types].xml"));
      const ending = part.slice(part.lastIndexOf(".") + 1);
      const root = tree.documentElement;
      if (type === DRAWING) {
        if (!children(root, "Default").some((one) => one.getAttribute("Extension") === ending))
          root.insertBefore(
            added(root, "Default", { Extension: ending, ContentType: type }),
            root.firstChild,
          );
      } else added(root, "Override", { PartName: `/${part}`, ContentType: type });
      this.changed.set("[Content_Types].xml", printed(tree));
    }
  }

  // --- the cells -------------------------------------------------------------------------------------------

  // The numbers of coloured styles, each as one before in all but its fill; none where a book has no styles.
  /** @type {(book: Package, wanted: Set<string>) => Promise<Map<string, number>>} */
  const coloured = async (book, wanted) => {
    const text = await book.text("xl/styles.xml");
    if (!text) return new Map();
    const tree = parsed(text);
    const [fills] = children(tree.documentElement, "fills"),
      [formats] = children(tree.documentElement, "cellXfs");
    if (!fills || !formats) return new Map();
    const pattern = added(added(fills, "fill"), "patternFill", { patternType: "solid" });
    added(pattern, "fgColor", { rgb: MARKED });
    const colour = String(children(fills, "fill").length - 1);
    fills.setAttribute("count", String(children(fills, "fill").length));
    const before = children(formats, "xf");
    const numbers = [...wanted].map((style, at) => {
      const made = /** @type {Element} */ ((before[Number(style)] ?? before[0]).cloneNode(true));
      made.setAttribute("fillId", colour);
      made.setAttribute("applyFill", "1");
      formats.appendChild(made);
      return /** @type {[string, number]} */ ([style, before.length + at]);
    });
    formats.setAttribute("count", String(children(formats, "xf").length));
    book.changed.set("xl/styles.xml", printed(tree));
    return new Map(numbers);
  };

  // The element of a cell, made where it stands empty.
  /** @type {(rows: Map<number, Element>, data: Element, address: string) => Element} */
  const cellAt = (rows, data, address) => {
    const [, column, number] = CELL.exec(address) ?? [];
    let row = rows.get(Number(number));
    if (!row) {
      row = added(data, "row", { r: number });
      const next = [...rows].filter(([other]) => other > Number(number)).sort(([a], [b]) => a - b)[0];
      if (next) data.insertBefore(row, next[1]);
      rows.set(Number(number), row);
    }
    const cells = children(row, "c");
    const found = cells.find((one) => one.getAttribute("r") === address);
    if (found) return found;
    const behind = cells.find(
      (one) => columnOf((one.getAttribute("r") ?? "").replace(/\d+/, "")) > columnOf(column),
    );
    const made = added(row, "c", { r: address });
    if (behind) row.insertBefore(made, behind);
    return made;
  };
  // A sheet whose cells do not say where they are is given the addresses that they have.
  /** @type {(data: Element) => Map<number, Element>} */
  const addressed = (data) => {
    let number = 0;
    return new Map(
      children(data, "row").map((row) => {
        number = Number(row.getAttribute("r") ?? number + 1);
        let column = -1;
        for (const cell of children(row, "c")) {
          const own = CELL.exec(cell.getAttribute("r") ?? "");
          column = own ? columnOf(own[1]) : column + 1;
          if (!own) cell.setAttribute("r", letters(column) + number);
        }
        return [number, row];
      }),
    );
  };

  // --- the comments ----------------------------------------------------------------------------------------

  /** @type {(book: Package, part: string | undefined, texts: Map<string, string>) => Promise<string>} */
  const comment = async (book, part, texts) => {
    const name = part ?? book.free("comments/comment#.xml");
    const empty = `<comments xmlns="${MAIN}"><authors/><commentList/></comments>`;
    const tree = parsed((await book.text(name)) || empty);
    const [authors] = children(tree.documentElement, "authors"),
      [list] = children(tree.documentElement, "commentList");
    const author = String(children(authors, "author").length);
    added(authors, "author", {}, AUTHOR);
    for (const one of children(list, "comment"))
      if (texts.has(one.getAttribute("ref") ?? "")) list.removeChild(one);
    for (const [ref, text] of texts) {
      const told = added(added(list, "comment", { ref, authorId: author }), "text");
      added(told, "t", { "xml:space": "preserve" }, text);
    }
    book.changed.set(name, printed(tree));
    return name;
  };
  // The boxes in which comments are shown; a cell that had a comment keeps its own.
  /** @type {(book: Package, part: string | undefined, texts: Map<string, string>) => Promise<string>} */
  const draw = async (book, part, texts) => {
    const name = part ?? book.free("drawings/commentsDrawing#.vml");
    const before = (part && (await book.text(part))) || "";
    const text = before.includes("</xml>") ? before : "<xml></xml>";
    const taken = new Set([...text.matchAll(SHOWN)].map(([, row, column]) => `${row} ${column}`));
    const shapes = [...texts].map(([ref, told]) => {
      const [, letter, number] = CELL.exec(ref) ?? [];
      const [row, column] = [Number(number) - 1, columnOf(letter)];
      if (taken.has(`${row} ${column}`)) return "";
      const height = 80 + 20 * told.split("\n").length;
      return `<v:shape ${NAMES} id="policykit_${ref}" type="#_x0000_t202" style="position:absolute;width:270pt;height:${height}px;visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/><v:textbox style="mso-direction-alt:auto"/><x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:AutoFill>False</x:AutoFill><x:Row>${row}</x:Row><x:Column>${column}</x:Column></x:ClientData></v:shape>`;
    });
    const end = text.lastIndexOf("</xml>");
    const type = `<v:shapetype ${NAMES} id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>`;
    const known = text.includes('id="_x0000_t202"') ? "" : type;
    book.changed.set(name, text.slice(0, end) + known + shapes.join("") + text.slice(end));
    return name;
  };

  /** @type {(book: Package, part: string, texts: Map<string, string>) => Promise<void>} */
  const markSheet = async (book, part, texts) => {
    const tree = parsed(await book.text(part));
    const [data] = children(tree.documentElement, "sheetData");
    const rows = addressed(data);
    const cells = [...texts.keys()].map((address) => cellAt(rows, data, address));
    const styles = await coloured(book, new Set(cells.map((cell) => cell.getAttribute("s") ?? "0")));
    for (const cell of cells) {
      const style = styles.get(cell.getAttribute("s") ?? "0");
      if (style !== undefined) cell.setAttribute("s", String(style));
    }
    const relations = await book.relations(part);
    const [noted, drawn] = [relations.leading("comments"), relations.leading("vmlDrawing")];
    const comments = await comment(book, noted, texts),
      drawing = await draw(book, drawn, texts);
    if (!noted) {
      relations.link("comments", comments);
      await book.declare(comments, COMMENTS);
    }
    if (!drawn) {
      await book.declare(drawing, DRAWING);
      const root = tree.documentElement;
      const made = added(root, "legacyDrawing");
      made.setAttributeNS(LINKS, "r:id", relations.link("vmlDrawing", drawing));
      const next = [.../** @type {Iterable<Element>} */ (root.childNodes)].find((one) =>
        BEHIND.has(one.localName),
      );
      if (next) root.insertBefore(made, next);
    }
    book.changed.set(part, printed(tree));
  };

  // The copy that goes back; null where no fault stands in a cell of it.
  /** @typedef {Uint8Array<ArrayBuffer>} Bytes */
  /** @type {(bytes: Bytes, faults: Fault[], words: CollectWords) => Promise<Bytes | null>} */
  const marked = async (bytes, faults, words) => {
    if (bytes[0] !== 0x50 || bytes[1] !== 0x4b || faults.every(({ kind }) => kind === "refused")) return null;
    const book = new Package(bytes);
    const root = parsed(await book.text("xl/workbook.xml")).documentElement;
    const { all, inside } = await book.relations("xl/workbook.xml");
    const parts = new Map(
      children(children(root, "sheets")[0], "sheet").map((sheet) => {
        const id = sheet.getAttributeNS(LINKS, "id");
        const target = all.find((one) => one.getAttribute("Id") === id)?.getAttribute("Target") ?? "";
        return [sheet.getAttribute("name") ?? "", inside(target)];
      }),
    );
    const names = [...parts.keys()].sort((one, other) => other.length - one.length);
    /** @type {Map<string, Map<string, string[]>>} */
    const said = new Map();
    for (const { place, text } of faults) {
      const at = place.lastIndexOf("!"),
        address = place.slice(at + 1);
      const sheet = names.find((name) => place.slice(0, Math.max(at, 0)).endsWith(` ${name}`));
      if (sheet === undefined || !CELL.test(address)) continue;
      const cells = said.get(sheet) ?? new Map();
      said.set(sheet, cells.set(address, [...(cells.get(address) ?? []), text]));
    }
    for (const [sheet, cells] of said) {
      const texts = [...cells].map(([address, lines]) => [
        address,
        kit.files.harmless(fill(words.mark, { text: lines.join("\n") })),
      ]);
      await markSheet(book, parts.get(sheet) ?? "", new Map(/** @type {[string, string][]} */ (texts)));
    }
    return said.size ? book.packed() : null;
  };

  return { marked };
})();
