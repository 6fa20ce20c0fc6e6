// The form of a brève keeps itself while one types. Without this, its buttons do.
const AFTER = 3000; // ms without a key pressed
const AT_MOST_EVERY = 8000; // ms between two sendings

const form = document.querySelector("form[data-autosave]");
const kept = form.querySelector("[data-kept]");
let changed = false;
let stopped = false;
let sending = null;
let lastSent = 0;
let timer;

function later() {
  clearTimeout(timer);
  timer = setTimeout(keep, Math.max(AFTER, lastSent + AT_MOST_EVERY - Date.now()));
}

function written() {
  const data = new FormData(form);
  for (const name of ["image_file", "remove_image"]) data.delete(name); // those go with the buttons
  data.append("autosave", "1");
  return data;
}

async function keep() {
  if (stopped || sending || !form.elements.title.value.trim()) return;
  changed = false;
  lastSent = Date.now();
  sending = send();
  await sending;
  sending = null;
  if (changed) later();
}

async function send() {
  let answer;
  try {
    answer = await fetch(form.action, {
      method: "POST",
      body: written(),
      headers: { Accept: "application/json" },
      keepalive: true, // it arrives though the page is gone
    });
  } catch {
    return notKept("Pas de connexion : rien n’est perdu ici, nous réessayons.");
  }
  const told = await answer.json().catch(() => null);
  if (answer.ok && told?.saved) return isKept(told);
  stopped = answer.status === 409;
  return notKept(told?.refused || "Pas encore enregistré : nous réessayons.");
}

function isKept({ saved, left, version, address }) {
  kept.textContent = left.length ? `${saved}, sauf : ${left.join(", ")}` : saved;
  form.elements.version.value = version;
  if (form.getAttribute("action") !== address) {
    form.action = address;
    history.replaceState(null, "", address);
  }
}

function notKept(said) {
  kept.textContent = said;
  changed = !stopped;
}

form.addEventListener("input", () => {
  changed = true;
  later();
});

// What was typed before this script came is kept as well.
if ([...form.elements].some(({ type, value, defaultValue }) => type !== "hidden" && defaultValue !== undefined && value !== defaultValue)) {
  changed = true;
  later();
}

// A button waits for what is on its way: otherwise both would write, each on the same version.
form.addEventListener("submit", (event) => {
  clearTimeout(timer);
  stopped = true;
  if (!sending) return;
  event.preventDefault();
  sending.then(() => form.requestSubmit(event.submitter));
});

// Whoever closes the page, or answers the telephone, finds again what they had just typed.
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState !== "hidden" || !changed) return;
  clearTimeout(timer);
  keep();
});

// Back from the next page, the form goes on keeping itself.
addEventListener("pageshow", ({ persisted }) => {
  if (persisted) stopped = false;
});

// -- how many characters are left -------------------------------------------------------------------------------------
const count = form.querySelector("[data-counts]");
const text = document.getElementById(count.dataset.counts);
const longest = Number(count.dataset.longest);

function tell() {
  const left = longest - [...text.value].length;
  const signs = Math.abs(left) > 1 ? "caractères" : "caractère";
  count.textContent = left < 0 ? `${-left} ${signs} de trop` : `Encore ${left} ${signs}`;
  count.classList.toggle("error", left < 0);
}

count.hidden = false;
text.addEventListener("input", tell);
tell();
