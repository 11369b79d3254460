// Copies a citation with its address, and opens the fold that a link leads into.
(() => {
  "use strict";

  const address = (clause) => {
    const canonical = document.querySelector('link[rel="canonical"]');
    const page = canonical
      ? canonical.href
      : location.protocol === "file:"
        ? ""
        : location.href.replace(/#.*/, "");
    const anchor = clause.includes("/") ? "#c-" + clause.split("/").slice(1).join("-") : "";
    return page ? page + anchor : clause;
  };

  const copy = async (text) => {
    if (navigator.clipboard && window.isSecureContext) {
      try {
        await navigator.clipboard.writeText(text);
        return true;
      } catch {
        // Refused: the old way below asks nobody.
      }
    }
    const field = document.createElement("textarea");
    field.value = text;
    field.style.cssText = "position:fixed;opacity:0";
    document.body.append(field);
    field.select();
    const done = document.execCommand("copy");
    field.remove();
    return done;
  };

  const toast = document.createElement("div");
  toast.className = "pk-toast";
  toast.setAttribute("role", "status");
  let timer;
  const say = (text) => {
    toast.textContent = text;
    toast.classList.add("shown");
    clearTimeout(timer);
    timer = setTimeout(() => toast.classList.remove("shown"), 3500);
  };

  const openTarget = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    const inside = target.querySelector(":scope > details.apart");
    if (inside) inside.open = true;
    let closed = target.closest("details:not([open])");
    if (!closed) return;
    for (; closed; closed = closed.parentElement.closest("details:not([open])")) closed.open = true;
    target.scrollIntoView();
  };

  document.addEventListener("click", async (event) => {
    const button = event.target.closest(".clause-copy");
    if (!button) return;
    const text = `${button.dataset.cite}，${address(button.dataset.clause)}`;
    const done = await copy(text);
    button.focus();
    say(done ? `已复制：${text}` : `未能复制，请手动选取：${text}`);
  });

  document.body.append(toast);
  addEventListener("hashchange", openTarget);
  openTarget();
})();
