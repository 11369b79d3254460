// New elements, for all scripts that make some: everything is set as text. Lists that a field is for.
const policykitElements = (() => {
  "use strict";

  /** @type {Make} */
  const make = (tag, attributes = {}, ...content) => {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (typeof value === "function") made.addEventListener(name.slice(2), value);
      else if (value === true) made.setAttribute(name, "");
      else if (value !== false && value !== null && value !== undefined)
        made.setAttribute(name, String(value));
    }
    made.append(...content.filter((child) => child !== null));
    return made;
  };

  // Lets the keys of a field mean one option of its list, round and round.
  /** @type {(field: HTMLElement, list: HTMLElement, at: number) => number} */
  const point = (field, list, at) => {
    const options = [...list.children];
    if (!options.length) return -1;
    const active = (at + options.length) % options.length;
    options.forEach((option, nth) => option.setAttribute("aria-selected", String(nth === active)));
    field.setAttribute("aria-activedescendant", options[active].id);
    options[active].scrollIntoView({ block: "nearest" });
    return active;
  };
  // The next one, or the one before; at first the first or the last.
  /** @type {(field: HTMLElement, list: HTMLElement, active: number, isBack: boolean) => number} */
  const step = (field, list, active, isBack) =>
    point(field, list, isBack ? (active < 0 ? -1 : active - 1) : active + 1);

  return { make, point, step };
})();
