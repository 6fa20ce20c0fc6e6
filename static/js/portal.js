// What the portal adds where JavaScript runs. Everything works without it.

// -- lists: htmx replaces the results as soon as a filter changes --------------------------------------------------
// It is fetched when someone reaches for a filter, so that those who only read do not pay for it. What they do before
// it has come waits for it, and goes the ordinary way if it never comes.
const source = document.querySelector('meta[name="htmx-source"]')?.content;
const list = source && document.querySelector("[hx-target]");
let loading;

function loadHtmx() {
  loading ??= (async () => {
    if (document.readyState !== "complete") await new Promise((done) => addEventListener("load", done, { once: true }));
    await new Promise((done, failed) => {
      const script = document.createElement("script");
      Object.assign(script, { src: source, onload: done, onerror: failed });
      document.head.append(script);
    });
  })();
  return loading;
}

if (list) {
  for (const type of ["pointerover", "pointerdown", "focusin"]) {
    list.addEventListener(type, () => loadHtmx().catch(() => {}), { once: true, passive: true });
  }
  list.addEventListener("click", (event) => {
    const link = event.target.closest("[hx-boost] a");
    if (!link || window.htmx || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    loadHtmx().then(() => link.click(), () => location.assign(link.href));
  });
  list.addEventListener("submit", (event) => {
    if (window.htmx) return;
    event.preventDefault();
    loadHtmx().then(() => event.target.requestSubmit(), () => event.target.submit());
  });
}

let openDetails = [];
let focused = "";

document.addEventListener("htmx:configRequest", ({ detail }) => {
  for (const [name, value] of [...detail.formData]) if (value === "") detail.formData.delete(name);
});

document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  openDetails = [...detail.target.querySelectorAll("details[open][id]")].map((element) => element.id);
  focused = detail.target.contains(document.activeElement) ? document.activeElement.id : "";
});

document.addEventListener("htmx:afterSettle", () => {
  for (const id of openDetails) document.getElementById(id)?.setAttribute("open", "");
  if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
  const status = document.querySelector("[data-status]");
  const count = document.querySelector("[data-announce]");
  if (status && count) status.textContent = count.textContent.trim();
});

document.addEventListener("htmx:responseError", ({ detail }) => location.assign(detail.pathInfo.finalRequestPath));

// -- what is opened of what was found ------------------------------------------------------------------------------
// Told to this site only: the question, the item, its rank. Nothing is told for those who ask not to be followed.
for (const type of ["click", "auxclick"]) {
  document.addEventListener(type, ({ target, button }) => {
    const item = button < 2 && target.closest("[data-clicks] [data-item] a")?.closest("[data-item]");
    if (!item || navigator.doNotTrack === "1" || navigator.globalPrivacyControl) return;
    const found = item.closest("[data-clicks]");
    const rank = found.start + [...found.querySelectorAll("[data-item]")].indexOf(item);
    const q = new URLSearchParams(location.search).get("q") ?? "";
    navigator.sendBeacon?.(found.dataset.clicks, new URLSearchParams({ q, item: item.dataset.item, rank }));
  });
}

// -- search fields: what they propose while one types is fetched when someone reaches for one ----------------------
const suggestions = document.querySelector('meta[name="suggestions"]');

function prepareFields() {
  for (const field of document.querySelectorAll("[data-suggest]:not([role])")) {
    field.setAttribute("role", "combobox");
    field.setAttribute("aria-autocomplete", "list");
    field.setAttribute("aria-expanded", "false");
  }
}

function propose({ target }) {
  if (target.matches("[data-suggest]")) {
    import(suggestions.dataset.script).then(({ attach }) => attach(target, suggestions)).catch(() => {});
  }
}

if (suggestions) {
  prepareFields();
  document.addEventListener("htmx:load", prepareFields);
  document.addEventListener("focusin", propose);
  propose({ target: document.activeElement ?? document.body });
}

// -- recordings ----------------------------------------------------------------------------------------------------
document.addEventListener("click", (event) => {
  const seek = event.target.closest("[data-start]");
  const player = document.getElementById("lecteur");
  if (seek && player) {
    event.preventDefault();
    player.currentTime = Number(seek.dataset.start);
    player.play();
    return;
  }
  const facade = event.target.closest(".facade[data-embed]");
  if (facade && event.target.closest("a")) {
    event.preventDefault();
    const frame = document.createElement("iframe");
    frame.src = facade.dataset.embed;
    frame.title = facade.dataset.title;
    frame.allow = "fullscreen";
    facade.replaceChildren(frame);
    frame.focus();
  }
});

// A link to a moment (#t754-12, an anchor of the transcript, or #t=754) has the player ready there; it plays when asked.
function readyAtTheMoment() {
  const [, equals, seconds] = /^#t(=?)(\d+)/.exec(location.hash) ?? [];
  if (!seconds) return;
  if (equals) {
    const moments = [...document.querySelectorAll(".transcript [data-start]")];
    const cue = moments.findLast((moment) => Number(moment.dataset.start) <= Number(seconds))?.closest("p");
    if (cue) {
      location.replace(`#${cue.id}`);
      return;
    }
  }
  const player = document.getElementById("lecteur");
  if (player) player.currentTime = Number(seconds);
}

addEventListener("hashchange", readyAtTheMoment);
readyAtTheMoment();

// -- copying a reference -------------------------------------------------------------------------------------------
if (navigator.clipboard) {
  for (const button of document.querySelectorAll("[data-copy]")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent);
      button.textContent = button.dataset.done;
    });
  }
}
