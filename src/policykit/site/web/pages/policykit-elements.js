// A new element, for all scripts that make some: everything is set as text.
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

  return { make };
})();
