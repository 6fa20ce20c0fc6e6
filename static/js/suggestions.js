// What a search field proposes while one types: a combobox and its list, as ARIA 1.2 has them.
// portal.js fetches this when someone reaches for a field; without it, or without the network, the field searches as ever.
const LEAST_LETTERS = 2;
const PAUSE = 150; // milliseconds without a letter before asking
const SILENCE = 700; // before telling how many there are: who types fast hears it once
const KEPT = 50;
const ROOM = 180; // pixels under the field: below that, the field goes up

const attached = new WeakSet();
const known = new Map();
let dressed;

export async function attach(field, source) {
  if (attached.has(field)) return;
  attached.add(field);
  const typed = field.value;
  dressed ??= stylesheet(source.dataset.style);
  await dressed;
  const combobox = new Combobox(field, source.content);
  if (field.value !== typed) combobox.ask(0); // what was typed meanwhile
}

function stylesheet(href) {
  return new Promise((done, failed) => {
    const link = document.createElement("link");
    Object.assign(link, { rel: "stylesheet", href, onload: done, onerror: failed });
    document.head.append(link);
  });
}

class Combobox {
  constructor(field, address) {
    this.field = field;
    this.address = address;
    this.options = [];
    this.active = -1; // -1: in the field itself
    this.list = element("div", { role: "listbox", class: "suggestions", "aria-label": "Suggestions", hidden: "" });
    this.status = element("p", { role: "status", class: "visually-hidden" });
    this.list.id = `${field.id}-suggestions`;
    field.setAttribute("aria-controls", this.list.id);
    field.parentElement.classList.add("suggesting");
    field.parentElement.append(this.list, this.status);
    this.listen();
  }

  listen() {
    const { field, list } = this;
    field.addEventListener("input", (event) => event.isComposing || this.ask());
    field.addEventListener("compositionend", () => this.ask());
    field.addEventListener("keydown", (event) => this.press(event));
    field.addEventListener("blur", ({ relatedTarget }) => list.contains(relatedTarget) || this.close());
    field.form.addEventListener("submit", () => this.close());
    list.addEventListener("mousedown", (event) => event.preventDefault()); // the focus stays in the field
    list.addEventListener("click", () => this.close());
    addEventListener("pagehide", () => this.close());
    visualViewport?.addEventListener("resize", () => this.fit()); // the keyboard of a phone
  }

  get open() {
    return !this.list.hidden;
  }

  // -- asking ----------------------------------------------------------------------------------------------------------
  ask(pause = PAUSE) {
    this.forget();
    const text = this.field.value.trim();
    if (text.length < LEAST_LETTERS) this.close();
    else if (known.has(text)) this.show(known.get(text));
    else this.timer = setTimeout(() => this.fetch(text), pause);
  }

  forget() {
    clearTimeout(this.timer);
    clearTimeout(this.telling);
    this.request?.abort();
  }

  async fetch(text) {
    const request = (this.request = new AbortController());
    try {
      const response = await fetch(`${this.address}?q=${encodeURIComponent(text)}`, { signal: request.signal });
      if (!response.ok) throw new Error(response.status);
      const options = await response.text();
      if (known.size >= KEPT) known.clear();
      known.set(text, options);
      if (!request.signal.aborted && document.activeElement === this.field) this.show(options);
    } catch {
      if (!request.signal.aborted) this.close();
    }
  }

  // -- the list --------------------------------------------------------------------------------------------------------
  show(options) {
    this.list.innerHTML = options; // made by the portal, where every title is escaped
    this.list.scrollTop = 0;
    this.options = [...this.list.querySelectorAll("[role=option]")];
    this.options.forEach((option, number) => (option.id = `${this.list.id}-${number}`));
    this.list.hidden = !this.options.length;
    this.field.setAttribute("aria-expanded", this.open);
    this.activate(-1);
    this.fit();
    this.telling = setTimeout(() => (this.status.textContent = told(this.options.length)), SILENCE);
  }

  close() {
    this.forget();
    this.list.hidden = true;
    this.field.setAttribute("aria-expanded", false);
    this.status.textContent = "";
    this.activate(-1);
  }

  activate(number) {
    this.active = number;
    this.options.forEach((option, place) => option.setAttribute("aria-selected", place === number));
    if (number < 0) return this.field.removeAttribute("aria-activedescendant");
    this.field.setAttribute("aria-activedescendant", this.options[number].id);
    this.options[number].scrollIntoView({ block: "nearest" });
  }

  // As tall as what the window, or what the keyboard leaves of it, has under the field.
  fit() {
    if (!this.open || !window.visualViewport) return;
    const room = () =>
      visualViewport.offsetTop + visualViewport.height - this.list.getBoundingClientRect().top - 8;
    if (room() < ROOM) this.field.scrollIntoView({ block: "start" });
    this.list.style.setProperty("--room", `${Math.max(ROOM, room())}px`);
  }

  // -- keys ------------------------------------------------------------------------------------------------------------
  press(event) {
    if (event.isComposing || event.keyCode === 229 || event.ctrlKey || event.metaKey) return;
    const used = this.open ? this.pressOpen(event) : this.pressClosed(event);
    if (used) event.preventDefault();
  }

  pressOpen({ key, altKey }) {
    const [count, active] = [this.options.length, this.active];
    if (key === "Escape" || (key === "ArrowUp" && altKey)) this.close();
    else if (key === "ArrowDown") this.activate(active + 1 < count ? active + 1 : -1);
    else if (key === "ArrowUp") this.activate(active >= 0 ? active - 1 : count - 1);
    else if (active < 0) return false; // the other keys are those of a field
    else if (key === "Home") this.activate(0);
    else if (key === "End") this.activate(count - 1);
    else if (key === "Enter") this.options[active].click();
    else {
      if (key === "ArrowLeft" || key === "ArrowRight") this.activate(-1);
      return false;
    }
    return true;
  }

  pressClosed({ key }) {
    if (key === "ArrowDown") this.ask(0);
    else if (key === "Escape" && this.field.value) this.field.value = "";
    else return false;
    return true;
  }
}

function element(name, attributes) {
  const made = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value);
  return made;
}

function told(count) {
  if (!count) return "Aucune suggestion.";
  return `${count} suggestion${count > 1 ? "s" : ""} : flèches haut et bas pour les parcourir.`;
}
