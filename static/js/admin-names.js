// Gives a name to what Wagtail leaves nameless for screen readers: rich text areas, the field of keywords, headings.
(() => {
  const labelOf = (element) => {
    const field = element.closest("[data-contentpath], .w-panel, .w-field__wrapper");
    const label = field && field.querySelector("label, [data-panel-heading-text]");
    return label ? label.textContent.replace("*", "").trim() : "";
  };

  const name = () => {
    for (const area of document.querySelectorAll(".public-DraftEditor-content:not([aria-label])")) {
      area.setAttribute("aria-label", labelOf(area) || "Texte");
    }
    for (const field of document.querySelectorAll(".tagit-new input:not([aria-label])")) {
      field.setAttribute("aria-label", "Ajouter un mot-clé");
    }
    for (const list of document.querySelectorAll(".w-minimap__list:not([tabindex])")) list.setAttribute("tabindex", "0");
    if (!document.querySelector("h1, [role=heading][aria-level='1']")) {
      const title = document.getElementById("header-title");
      if (title) {
        title.setAttribute("role", "heading");
        title.setAttribute("aria-level", "1");
      }
    }
  };

  let waiting = false;
  const soon = () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => { waiting = false; name(); });
  };
  document.addEventListener("DOMContentLoaded", () => {
    name();
    new MutationObserver(soon).observe(document.body, { childList: true, subtree: true });
  });
})();
