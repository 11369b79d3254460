// The XML of a workbook → elements, alike on the page and in a worker, which has no parser of its own.
// What is not well-formed throws; declared entities are refused before, where limits are counted.
policykitSelfcheck.xml = (() => {
  "use strict";

  const XML = "http://www.w3.org/XML/1998/namespace";
  const NAME = String.raw`[\p{L}_:][\p{L}\p{M}\p{N}\-._:·]*`;
  const VALUE = String.raw`"[^<"]*"|'[^<']*'`;
  const TAG = new RegExp(String.raw`<(\/?)(${NAME})((?:\s+${NAME}\s*=\s*(?:${VALUE}))*)\s*(\/?)>`, "uy");
  const ATTRIBUTE = new RegExp(String.raw`(${NAME})\s*=\s*(${VALUE})`, "gu");
  const ASIDE = /<!--(?:(?!--)[\s\S])*-->|<\?[\s\S]*?\?>/y;
  const CDATA = /<!\[CDATA\[([\s\S]*?)\]\]>/y;
  const DOCTYPE = /<!DOCTYPE[^[>]*(?:\[[^\]]*\]\s*)?>/y;
  const REFERENCE = /&(?:#(\d+)|#x([0-9a-fA-F]+)|(\w+));|&/g;
  const NAMED = new Map(Object.entries({ lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" }));
  const NO_CHARACTER = /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/;

  /** @type {(why: string) => Error} */
  const broken = (why) => new Error(`no XML: ${why}`);

  /** @type {(text: string) => string} */
  const resolved = (text) =>
    text.includes("&")
      ? text.replace(REFERENCE, (whole, decimal, hexadecimal, name) => {
          const point = decimal ? Number(decimal) : parseInt(hexadecimal, 16);
          const sign =
            name === undefined ? (point <= 0x10ffff ? String.fromCodePoint(point) : "\0") : NAMED.get(name);
          if (sign === undefined || NO_CHARACTER.test(sign)) throw broken(whole);
          return sign;
        })
      : text;

  class XmlElement {
    /**
     * @param {string} name
     * @param {Map<string, string>} values its attributes
     * @param {Map<string, string>} spaces by prefix the namespaces that hold in it
     */
    constructor(name, values, spaces) {
      const [prefix, local] = name.includes(":") ? name.split(":") : ["", name];
      const space = spaces.get(prefix);
      if (space === undefined && prefix) throw broken(name);
      this.localName = local;
      this.namespaceURI = space || null;
      this.values = values;
      this.spaces = spaces;
      /** @type {(string | XmlElement)[]} */
      this.content = [];
    }

    /** @returns {XmlElement[]} */
    get children() {
      return /** @type {XmlElement[]} */ (this.content.filter((one) => typeof one !== "string"));
    }
    /** @returns {string} */
    get textContent() {
      return this.content.map((one) => (typeof one === "string" ? one : one.textContent)).join("");
    }
    get attributeNames() {
      return [...this.values.keys()];
    }
    /** @param {string} name */
    hasAttribute(name) {
      return this.values.has(name);
    }
    /**
     * @param {string} name
     * @returns {string | null}
     */
    getAttribute(name) {
      return this.values.get(name) ?? null;
    }
    /**
     * @param {string} space
     * @param {string} local
     * @returns {string | null}
     */
    getAttributeNS(space, local) {
      for (const [name, value] of this.values) {
        const [prefix, own] = name.split(":");
        if (own === local && this.spaces.get(prefix) === space) return value;
      }
      return null;
    }
  }

  const NONE = new Map();
  /** @type {(text: string) => Map<string, string>} */
  const attributesIn = (text) => {
    if (!text) return NONE;
    const found = new Map();
    for (const [, name, quoted] of text.matchAll(ATTRIBUTE)) {
      if (found.has(name)) throw broken(name);
      found.set(name, resolved(quoted.slice(1, -1).replace(/\r\n|[\t\n\r]/g, " ")));
    }
    return found;
  };
  // The namespaces that hold in an element; those of its parent where it declares none.
  /** @type {(values: Map<string, string>, before: Map<string, string>) => Map<string, string>} */
  const spacesIn = (values, before) => {
    let spaces = before;
    for (const [name, value] of values) {
      const [prefix, local] = name.split(":");
      if (prefix === "xmlns") spaces = new Map([...spaces, [local ?? "", value]]);
      else if (local !== undefined && !spaces.has(prefix) && !values.has(`xmlns:${prefix}`))
        throw broken(name);
    }
    return spaces;
  };

  // The root of a document.
  /** @type {(given: string) => XmlElement} */
  const parse = (given) => {
    const text = given.replace(/^\ufeff/, "");
    if (NO_CHARACTER.test(text)) throw broken("a control character");
    /** @type {XmlElement | null} */
    let root = null;
    /** @type {{ name: string, element: XmlElement }[]} */
    const open = [];
    /** @type {(pattern: RegExp, at: number) => RegExpExecArray | null} */
    const matched = (pattern, at) => {
      pattern.lastIndex = at;
      return pattern.exec(text);
    };
    for (let at = 0; at < text.length;) {
      const next = text.indexOf("<", at);
      const end = next < 0 ? text.length : next;
      if (end > at) {
        const between = text.slice(at, end);
        if (open.length) {
          if (between.includes("]]>")) throw broken("]]>");
          open[open.length - 1].element.content.push(resolved(between.replace(/\r\n?/g, "\n")));
        } else if (between.trim()) throw broken("text outside");
        at = end;
        continue;
      }
      const tag = matched(TAG, at);
      if (tag) {
        const [whole, closing, name, given_, alone] = tag;
        at += whole.length;
        if (closing) {
          if (given_ || alone || open.pop()?.name !== name) throw broken(whole);
          continue;
        }
        const parent = open[open.length - 1]?.element;
        if (!parent && root) throw broken("a second root");
        const values = attributesIn(given_);
        const element = new XmlElement(
          name,
          values,
          spacesIn(values, parent?.spaces ?? new Map([["xml", XML]])),
        );
        parent?.content.push(element);
        root ??= element;
        if (!alone) open.push({ name, element });
        continue;
      }
      const aside = matched(ASIDE, at) ?? (open.length || root ? null : matched(DOCTYPE, at));
      const data = aside ? null : open.length ? matched(CDATA, at) : null;
      if (data) open[open.length - 1].element.content.push(data[1].replace(/\r\n?/g, "\n"));
      const found = aside ?? data;
      if (!found || (at && /^<\?xml\s/i.test(found[0]))) throw broken(text.slice(at, at + 20));
      at += found[0].length;
    }
    if (!root || open.length) throw broken("it ends too early");
    return root;
  };

  return { XmlElement, parse };
})();
