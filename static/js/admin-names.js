// Gives a name to what Wagtail leaves nameless for screen readers: rich text areas, the field of keywords, headings.
(() => {
  // The nearest label above: that of its field, or the heading of its panel.
  const labelOf = (element) => {
    for (let around = element.parentElement; around; around = around.parentElement) {
      const label = around.querySelector(":scope > label, :scope > div > label, :scope [data-panel-heading-text]");
      if (label) return label.textContent.replace("*", "").trim();
    }
    return "Texte";
  };

  const name = () => {
    for (const area of document.querySelectorAll(".public-DraftEditor-content:not([aria-label])")) {
      area.setAttribute("aria-label", labelOf(area));
    }
    for (const field of document.querySelectorAll(".tagit-new input:not([aria-label])")) {
      field.setAttribute("aria-label", "Ajouter un mot-clé");
    }
    for (const button of document.querySelectorAll(".w-editing-sessions__session:not([aria-label])")) {
      button.setAttribute("aria-label", "Qui d’autre a cette page ouverte");
    }
    for (const list of document.querySelectorAll(".w-minimap__list:not([tabindex])")) list.setAttribute("tabindex", "0");
    const clipboard = document.getElementById("HandsontableCopyPaste");  // the table editor's, out of sight
    if (clipboard && !clipboard.ariaLabel) {
      clipboard.ariaLabel = "Presse-papiers du tableau";
      document.querySelector("main")?.append(clipboard);
    }
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
