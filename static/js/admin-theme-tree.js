// Narrows the tree of themes to what is typed and says what is chosen. Without it every box is still there.
(() => {
  const fold = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[’']/g, " ").toLowerCase();

  const start = (tree) => {
    if (tree.dataset.themeReady) return;
    tree.dataset.themeReady = "true";
    const filter = tree.querySelector("[data-theme-filter]");
    const chosen = tree.querySelector("[data-theme-chosen]");
    const none = tree.querySelector("[data-theme-none]");
    const roots = [...tree.querySelectorAll("details")];
    const opened = new Map(roots.map((root) => [root, root.open]));
    filter.parentElement.hidden = false;

    const narrow = () => {
      const wanted = fold(filter.value).split(/\s+/).filter(Boolean);
      let found = 0;
      for (const root of roots) {
        const rubric = fold(root.querySelector("summary").textContent);
        let within = 0;
        for (const item of [...root.querySelectorAll("[data-theme-item]")].reverse()) {
          const inside = item.querySelector("[data-theme-item]:not([hidden])");
          const text = fold(item.querySelector("label").textContent);
          const shown = wanted.every((word) => text.includes(word) || rubric.includes(word));
          item.hidden = !shown && !inside;
          within += shown ? 1 : 0;
        }
        root.hidden = within === 0;
        root.open = wanted.length ? within > 0 : opened.get(root);
        found += within;
      }
      none.hidden = found > 0;
    };

    const tell = () => {
      const names = [...tree.querySelectorAll("input:checked")].map((box) => box.dataset.themeName);
      chosen.textContent = names.length ? `Choisis : ${names.join(", ")}.` : "Aucun thème choisi.";
      for (const root of roots) {
        const count = root.querySelectorAll("input:checked").length;
        root.querySelector("[data-theme-count]").textContent = count ? `${count} choisi${count > 1 ? "s" : ""}` : "";
      }
    };

    for (const root of roots) {
      root.addEventListener("toggle", () => { if (!filter.value) opened.set(root, root.open); });
    }
    // Typing here looks for a theme: it is no change to the page, and Enter must not send the form.
    for (const name of ["input", "change", "keyup"]) filter.addEventListener(name, (event) => event.stopPropagation());
    filter.addEventListener("input", narrow);
    filter.addEventListener("keydown", (event) => { if (event.key === "Enter") event.preventDefault(); });
    tree.addEventListener("change", tell);
  };

  const startAll = () => document.querySelectorAll("[data-theme-tree]").forEach(start);
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", startAll);
  else startAll();
})();
